package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.InParallel;
import dev.kobako.image.Platform;
import dev.kobako.lint.LintFormat;
import dev.kobako.lint.LintReport;
import dev.kobako.lint.LintSettings;
import dev.kobako.lint.LintedContext;
import dev.kobako.lint.LintedFile;
import dev.kobako.lint.Linter;
import dev.kobako.lint.Problem;
import dev.kobako.lint.Severity;
import dev.kobako.lint.ShellCheck;
import dev.kobako.report.ImageAnalysis;
import dev.kobako.report.ImageSurvey;
import dev.kobako.toolbox.FoundTool;
import dev.kobako.toolbox.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako lint}: holds Dockerfiles against rules. */
final class LintCommand {
  private static final String STANDARD_INPUT = "-";
  private static final int MOST_BYTES = 16 << 20;

  private final ParseResult parsed;
  private final Console console;
  private final LintSettings settings;
  private final LintFormat format;
  private final Linter linter;

  LintCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.settings = new LintArguments(parsed, console).settings();
    this.format =
        settings.format().map(name -> LintFormat.parse("--format", name)).orElse(LintFormat.TEXT);
    this.linter = new Linter(settings);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "lint",
            "Holds Dockerfiles against rules, hadolint's by their ids.",
            "kobako lint Dockerfile",
            "kobako lint --ignore DL3008 --format sarif Dockerfile app/Dockerfile");
    Options options = new Options(spec);
    options.arguments("FILE", "0..*", "Dockerfiles; '-' for standard input (default: Dockerfile).");
    LintArguments.declare(options);
    Session.declare(options, "Print no progress.");
    return spec;
  }

  /** 0, or 1 where something at the threshold or worse was found, or a file is no Dockerfile. */
  int run() throws IOException {
    List<String> files = Options.arguments(parsed);
    LintReport report = new LintReport(linter.rules(), Main.VERSION);
    List<String> names = files.isEmpty() ? List.of("Dockerfile") : files;
    List<byte[]> contents = new ArrayList<>();
    for (String name : names) {
      contents.add(bytes(name));
    }
    List<Input> inputs =
        InParallel.map(
            IntStream.range(0, names.size()).boxed().toList(),
            each -> read(names.get(each), contents.get(each)));
    Iterator<List<Problem>> problems = problems(inputs).iterator();
    Optional<ImageSurvey> image = image();
    for (Input each : inputs) {
      switch (each) {
        case Input.Read(String name, LintedFile file) -> {
          List<Problem> found = problems.next();
          tell(name, file, image.map(of -> measured(of, file, found)).orElse(found), report);
        }
        case Input.Unreadable(String name, KobakoException error) ->
            tellUnreadable(name, error, report);
      }
    }
    console.out().print(report.write(format));
    boolean fails =
        !settings.noFail().orElse(false)
            && !format.neverFails()
            && report.isAtLeast(settings.failureThreshold().orElse(Severity.INFO));
    return fails ? 1 : 0;
  }

  /** What is in the image that was built. */
  private Optional<ImageSurvey> image() throws IOException {
    Optional<String> location = Options.text(parsed, "--image");
    if (location.isEmpty()) {
      return Optional.empty();
    }
    try (Session session = Session.open(parsed, console)) {
      Image image = session.homes().read(ImageLocation.parse(location.get()), Platform.host());
      return Optional.of(ImageAnalysis.survey(image, ImageAnalysis.Wishes.NONE));
    }
  }

  private static List<Problem> measured(
      ImageSurvey survey, LintedFile file, List<Problem> problems) {
    LintedImage image = LintedImage.of(survey, file);
    return problems.stream().map(image::measured).toList();
  }

  /** A file that was named. */
  private sealed interface Input {
    /** One that rules can be asked of. */
    record Read(String name, LintedFile file) implements Input {}

    /** One that is no Dockerfile. */
    record Unreadable(String name, KobakoException error) implements Input {}
  }

  private Input read(String name, byte[] bytes) {
    try {
      return new Input.Read(name, inContext(name, LintedFile.of(name, bytes)));
    } catch (KobakoException e) {
      return new Input.Unreadable(name, e);
    }
  }

  /** The folder that is named, or else that of the file. */
  private LintedFile inContext(String name, LintedFile file) {
    Path path = console.path(name).toAbsolutePath();
    Optional<Path> folder =
        Options.text(parsed, "--context")
            .map(console::path)
            .or(() ->
                name.equals(STANDARD_INPUT)
                    ? Optional.empty()
                    : Optional.ofNullable(path.getParent()));
    return folder.map(each -> file.in(LintedContext.of(each, path))).orElse(file);
  }

  private List<List<Problem>> problems(List<Input> inputs) {
    List<LintedFile> files = new ArrayList<>();
    for (Input each : inputs) {
      if (each instanceof Input.Read(_, LintedFile file)) {
        files.add(file);
      }
    }
    return shellCheck()
        .map(program -> linter.problems(files, new ShellCheck(program)))
        .orElseGet(() -> InParallel.map(files, linter::problems));
  }

  private Optional<Path> shellCheck() {
    return settings.shellCheck().orElse(true)
        ? ToolAccess.toolbox(console).find(Tool.SHELLCHECK).map(FoundTool::program)
        : Optional.empty();
  }

  private void tell(String name, LintedFile file, List<Problem> problems, LintReport report) {
    for (Problem each : problems) {
      report.add(name, each);
      if (format == LintFormat.TEXT) {
        print(name, each, file.syntax().source().excerpt(each.span()));
      }
    }
  }

  private void tellUnreadable(String name, KobakoException error, LintReport report) {
    Problem problem = Problem.unreadable(PrintableText.of(name), error);
    report.add(name, problem);
    if (format == LintFormat.TEXT) {
      print(name, problem, "");
      error.diagnostic().fact().lines().skip(1).forEach(console.out()::println);
      error.diagnostic().remedy().ifPresent(text -> console.out().println("remedy: " + text));
    }
  }

  private byte[] bytes(String file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return console.in().readNBytes(MOST_BYTES);
    }
    try (InputStream in = Files.newInputStream(console.path(file))) {
      return in.readNBytes(MOST_BYTES);
    } catch (NoSuchFileException _) {
      throw KobakoException.usage(
          Diagnostic.of(Printed.of(file), "there is no such file", "name a Dockerfile"));
    } catch (IOException e) {
      throw KobakoException.usage(
          Diagnostic.of(
              Printed.of(file),
              "can't be read: " + Printed.of(String.valueOf(e.getMessage())),
              "name a Dockerfile that you may read"));
    }
  }

  private void print(String file, Problem problem, String excerpt) {
    console
        .out()
        .println(
            PrintableText.of(file)
                + ":"
                + problem.line()
                + ": "
                + problem.severity().word()
                + ": "
                + PrintableText.of(problem.message())
                + " ["
                + problem.rule()
                + "]"
                + excerpt);
  }
}
