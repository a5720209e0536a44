package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.dockerfile.SourceText;
import dev.kobako.fix.BuiltStages;
import dev.kobako.fix.Fix;
import dev.kobako.fix.FixBook;
import dev.kobako.fix.FixedFile;
import dev.kobako.fix.Fixer;
import dev.kobako.fix.IgnoreFile;
import dev.kobako.fix.Verified;
import dev.kobako.fix.Verifier;
import dev.kobako.image.StagedFile;
import dev.kobako.project.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako fix}: changes a Dockerfile so that its image is smaller. */
final class FixCommand {
  private static final String STANDARD_INPUT = "-";
  private static final int MOST_BYTES = 16 << 20;

  private final ParseResult parsed;
  private final Console console;
  private final String file;
  private final Optional<String> context;
  private final List<Fix> fixes;

  FixCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    List<String> arguments = Options.arguments(parsed);
    this.file = arguments.isEmpty() ? "Dockerfile" : arguments.getFirst();
    List<String> only = Options.texts(parsed, "--only");
    List<String> also = Options.texts(parsed, "--also");
    List<String> without = Options.texts(parsed, "--no-fix");
    only.forEach(name -> requireKnown("--only", name));
    also.forEach(name -> requireKnown("--also", name));
    without.forEach(name -> requireKnown("--no-fix", name));
    this.context = arguments.size() < 2 ? Optional.empty() : Optional.of(arguments.get(1));
    this.fixes =
        FixBook.known().stream()
            .filter(fix ->
                also.contains(fix.description().name())
                    || (only.isEmpty()
                        ? FixBook.ALL.contains(fix)
                        : only.contains(fix.description().name())))
            .filter(fix -> !without.contains(fix.description().name()))
            .toList();
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "fix",
            "Changes a Dockerfile so that its image is smaller, or better and no larger.",
            "kobako fix --diff Dockerfile",
            "kobako fix --verify Dockerfile .",
            "kobako fix --no-fix apt-no-recommends Dockerfile");
    Options options =
        new Options(spec)
            .arguments(
                "[FILE [CONTEXT]]",
                "0..2",
                "The Dockerfile, '-' for standard input (default: Dockerfile), and the context (default:"
                    + " the Dockerfile's folder).");
    options
        .heading("What is done:")
        .flag("Build before and after, and keep the fixes whose promises hold.", "--verify")
        .flag("Print a patch and write nothing.", "--diff")
        .text("FILE", "Write the result there; '-' for standard output.", "-o", "--output")
        .flag("Write nothing; exit with 1 where something would be changed.", "--check")
        .texts("NAME", "Make this fix only.", "--only")
        .texts("NAME", "Make this fix too, of those that are made on request only.", "--also")
        .texts("NAME", "Leave this fix out.", "--no-fix")
        .flag("List the fixes and end.", "--list")
        .flag("Print what was done as JSON.", "--json")
        .flag("Tell nothing on standard error.", "-q", "--quiet")
        .heading("Builds, for --verify:");
    FixBuilds.declare(options);
    options.help();
    return spec;
  }

  private static void requireKnown(String option, String name) {
    List<String> names = FixBook.known().stream().map(fix -> fix.description().name()).toList();
    if (!names.contains(name)) {
      throw KobakoException.usage(
          Diagnostic.of(
              option,
              "'" + Printed.of(name) + "' is no fix",
              Spelling.didYouMean(name, names).orElse("write one that --list names")));
    }
  }

  /** 0, or with {@code --check} 1 where something would be changed. */
  int run() throws IOException {
    if (parsed.hasMatchedOption("--list")) {
      list();
      return 0;
    }
    refuseTwoOutputs();
    SourceText source = read();
    FixReport report =
        parsed.hasMatchedOption("--verify")
            ? FixReport.of(verified(source))
            : FixReport.of(new Fixer(fixes, project(), ignoreFile()).fix(source));
    FixedFile fixed = report.fixed();
    if (!parsed.hasMatchedOption("--quiet")) {
      report.print(console.err());
    }
    if (parsed.hasMatchedOption("--diff")) {
      console.out().print(fixed.patch());
    } else if (!parsed.hasMatchedOption("--check")) {
      write(fixed);
    }
    if (parsed.hasMatchedOption("--json")) {
      console.out().println(JsonText.of(report.json()));
    }
    return parsed.hasMatchedOption("--check") && fixed.isChanged() ? 1 : 0;
  }

  /** Standard output is for one thing, and what writes nothing needs no file. */
  private void refuseTwoOutputs() {
    boolean checks = parsed.hasMatchedOption("--check");
    boolean printed =
        parsed.hasMatchedOption("--diff")
            || (!checks && Options.text(parsed, "--output").orElse(file).equals(STANDARD_INPUT));
    if (parsed.hasMatchedOption("--json") && printed) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--json",
              "goes to standard output, where the patch or the Dockerfile goes already",
              "write the Dockerfile to a file with --output, and ask for a patch without --json"));
    }
    if (checks && parsed.hasMatchedOption("--output")) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--check", "writes nothing, so --output has no use", "leave one of them out"));
    }
  }

  private Verified verified(SourceText source) throws IOException {
    try (FixBuilds builds = new FixBuilds(parsed, console, folder(), file, source)) {
      BuiltStages stages = new BuiltStages(Options.text(parsed, "--target"));
      Verified verified =
          new Verifier(stages.only(fixes), project(), ignoreFile(), builds).verify(source);
      return verified.without(stages.leftOut(fixes, source, project(), ignoreFile()));
    }
  }

  /** The context, as its user names it. */
  private String folder() {
    return context.orElseGet(() ->
        file.equals(STANDARD_INPUT) ? "." : StagedFile.folderOf(console.path(file)).toString());
  }

  /** The context, where it is a folder of this machine that goes with the Dockerfile. */
  private Optional<ProjectFolder> project() {
    boolean isNamed = context.isPresent() || !file.equals(STANDARD_INPUT);
    return isNamed && !folder().contains("://") && Files.isDirectory(console.path(folder()))
        ? Optional.of(ProjectFolder.of(console.path(folder())))
        : Optional.empty();
  }

  /** What keeps some of the context away, where this command may write into the context. */
  private Optional<IgnoreFile> ignoreFile() {
    boolean inPlace = !file.equals(STANDARD_INPUT) && !parsed.hasMatchedOption("--output");
    return inPlace && project().isPresent()
        ? IgnoreFile.of(console.path(folder()), console.path(file))
        : Optional.empty();
  }

  private void list() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("FIX", "ANSWERS", "WHAT IT DOES"));
    for (Fix fix : FixBook.known()) {
      Fix.Description it = fix.description();
      rows.add(List.of(it.name(), String.join(" ", it.answers()), it.title()));
    }
    new Columns(rows, rows.getFirst().size()).print(console.out());
  }

  private SourceText read() throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      byte[] bytes = console.in().readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw KobakoException.usage(
            Diagnostic.of(
                "standard input",
                "has more than " + MOST_BYTES + " bytes",
                "give it a Dockerfile"));
      }
      return SourceText.of("Dockerfile", bytes);
    }
    return SourceText.of(file, new InputFile("Dockerfile", console.path(file)).bytes());
  }

  private void write(FixedFile fixed) {
    fixed.newIgnoreFile().ifPresent(FixCommand::write);
    byte[] bytes = fixed.after().text().getBytes(StandardCharsets.UTF_8);
    Optional<String> output = Options.text(parsed, "--output");
    String target = output.orElse(file);
    if (target.equals(STANDARD_INPUT)) {
      console.out().write(bytes, 0, bytes.length);
    } else if (output.isPresent()) {
      new OutputFile(console.path(target)).write(bytes, "name another file with --output");
    } else if (!fixed.after().text().equals(fixed.before().text())) {
      new OutputFile(console.path(target))
          .rewrite(bytes, "name a file that you may write with --output, or print a --diff");
    }
  }

  private static void write(IgnoreFile ignoreFile) {
    byte[] bytes = ignoreFile.text().getBytes(StandardCharsets.UTF_8);
    OutputFile file = new OutputFile(ignoreFile.path());
    if (ignoreFile.written().isPresent()) {
      file.rewrite(bytes, "make it writable, or leave it as it is with --no-fix dockerignore");
    } else {
      file.write(bytes, "make the folder writable, or do without with --no-fix dockerignore");
    }
  }
}
