package dev.kobako.cli;

import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Platform;
import dev.kobako.page.HtmlPage;
import dev.kobako.page.Subject;
import dev.kobako.report.ImageAnalysis;
import dev.kobako.slim.KeptReasons;
import dev.kobako.slim.Reason;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.ParseResult;

/** What {@code kobako explain --html} writes. */
final class ExplainPage {
  private final String file;
  private final Optional<ImageLocation> before;
  private final ImageAnalysis.Wishes wishes;

  private ExplainPage(ParseResult parsed, String file) {
    this.file = file;
    this.before = Options.text(parsed, "--against").map(ImageLocation::parse);
    this.wishes = new ImageAnalysis.Wishes(parsed.hasMatchedOption("--advice"), List.of());
  }

  static void declare(Options options) {
    options.text("FILE", "Write one page for browsers that needs no network.", "--html");
  }

  /** The page that is asked for, if one is. */
  static Optional<ExplainPage> of(ParseResult parsed) {
    return Options.text(parsed, "--html").map(file -> new ExplainPage(parsed, file));
  }

  /** Reads the images and writes the page, whole or not at all. */
  void write(ImageLocation location, Platform platform, Session session, Console console)
      throws IOException {
    Subject image = subject(location, platform, session, wishes);
    byte[] page =
        before.isPresent()
            ? HtmlPage.comparing(
                image, subject(before.get(), platform, session, ImageAnalysis.Wishes.NONE))
            : HtmlPage.of(image);
    session.display().close();
    new OutputFile(console.path(file))
        .write(page, "name a file in a folder that can be written to");
    console.err().println(file + "  " + Sizes.text(page.length));
  }

  private static Subject subject(
      ImageLocation location, Platform platform, Session session, ImageAnalysis.Wishes wishes)
      throws IOException {
    Image image = session.homes().read(location, platform);
    SortedMap<ImagePath, Reason> reasons =
        AttachedReasons.of(image, session.store())
            .map(KeptReasons::reasons)
            .orElse(Collections.emptySortedMap());
    return Subject.of(
        location.toString(),
        image,
        wishes,
        path -> {
          Reason reason = reasons.get(path);
          return reason == null ? "" : reason.how();
        });
  }
}
