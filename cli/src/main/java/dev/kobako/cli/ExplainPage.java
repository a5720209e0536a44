package dev.kobako.cli;

import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.page.HtmlPage;
import dev.kobako.page.Subject;
import dev.kobako.report.ImageAnalysis;
import dev.kobako.report.ImageSurvey;
import dev.kobako.slim.KeptReasons;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import picocli.CommandLine.ParseResult;

/** What {@code kobako explain --html} writes. */
final class ExplainPage {
  private final String file;
  private final Optional<ImageLocation> before;
  private final Platform platform;

  private ExplainPage(ParseResult parsed, String file) {
    this.file = file;
    this.before = Options.text(parsed, "--against").map(ImageLocation::parse);
    this.platform = PlatformArguments.one(parsed);
  }

  static void declare(Options options) {
    options.text("FILE", "Write one page for browsers that needs no network.", "--html");
  }

  /** The page that is asked for, if one is. */
  static Optional<ExplainPage> of(ParseResult parsed) {
    return Options.text(parsed, "--html").map(file -> new ExplainPage(parsed, file));
  }

  /**
   * Writes the page, whole or not at all; reads the image that it compares with.
   *
   * @param survey of the image
   * @return bytes of the files of the image that it compares with, if there is one
   */
  OptionalLong write(
      ImageLocation location, Image image, ImageSurvey survey, Session session, Console console)
      throws IOException {
    Subject now = subject(location, image, survey, session);
    Optional<Subject> then =
        before.isPresent() ? Optional.of(read(before.get(), session)) : Optional.empty();
    byte[] page =
        then.map(other -> HtmlPage.comparing(now, other)).orElseGet(() -> HtmlPage.of(now));
    session.display().close();
    new OutputFile(console.path(file))
        .write(page, "name a file in a folder that can be written to");
    console.err().println(file + "  " + Sizes.text(page.length));
    return then.map(other -> OptionalLong.of(other.survey().analysis().bytes()))
        .orElse(OptionalLong.empty());
  }

  private Subject read(ImageLocation location, Session session) throws IOException {
    Image image = session.homes().read(location, platform);
    ImageSurvey survey = ImageAnalysis.survey(image, ImageAnalysis.Wishes.NONE);
    return subject(location, image, survey, session);
  }

  private static Subject subject(
      ImageLocation location, Image image, ImageSurvey survey, Session session) throws IOException {
    SortedMap<ImagePath, Reason> reasons =
        AttachedReasons.of(image, session.store())
            .map(KeptReasons::reasons)
            .orElse(Collections.emptySortedMap());
    return Subject.of(
        location.toString(),
        image,
        survey,
        path -> {
          Reason reason = reasons.get(path);
          return reason == null ? "" : reason.how();
        });
  }
}
