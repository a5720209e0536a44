package dev.kobako.cli;

import dev.kobako.compare.Cell;
import dev.kobako.compare.CellPattern;
import dev.kobako.compare.Comparer;
import dev.kobako.compare.Comparison;
import dev.kobako.compare.ComparisonPage;
import dev.kobako.compare.KeptOutcomes;
import dev.kobako.compare.Matrix;
import dev.kobako.compare.MatrixFile;
import dev.kobako.compare.Plot;
import dev.kobako.compare.PlotAxes;
import dev.kobako.compare.TableFormat;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageStore;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako compare}: a matrix of bases, options and steps, each combination measured. */
final class CompareCommand {
  private static final String REMEDY = "name a file in a folder that can be written to";
  private static final int MOST_JOBS = 64;

  private final ParseResult parsed;
  private final Console console;
  private final String file;
  private final TableFormat format;
  private final int jobs;

  CompareCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.file = Options.arguments(parsed).getFirst();
    this.format =
        Options.text(parsed, "--format")
            .map(word -> TableFormat.parse("--format", word))
            .orElse(TableFormat.TEXT);
    this.jobs = Options.text(parsed, "--jobs").map(CompareCommand::jobs).orElse(1);
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "compare",
            "Builds, runs and measures every combination of bases, options and later steps.",
            "kobako compare matrix.yaml",
            "kobako compare matrix.yaml --only 'base=debian*' --fresh",
            "kobako compare matrix.yaml --format markdown -o table.md --svg plot.svg --html"
                + " all.html");
    Options options =
        new Options(spec)
            .arguments("MATRIX", "1", "A file that says what is compared, see docs/compare.md.")
            .text(
                "FORMAT",
                "Form of the table: "
                    + String.join(", ", TableFormat.words())
                    + " (default: text).",
                "--format")
            .text("FILE", "Write the table there instead of printing it.", "-o", "--output")
            .text("FILE", "Write a plot there, as SVG: size against time.", "--svg")
            .text("FILE", "Write all plots and the table there, as one page.", "--html")
            .text(
                "AXIS=VALUE,...",
                "Only the cells with these values; * stands for anything.",
                "--only")
            .flag("Measure also what is known from earlier calls.", "--fresh")
            .text("NUMBER", "Cells made at once (default: 1); more spoil the times.", "--jobs");
    ComposedBases.declare(options);
    EngineArguments.declare(options);
    LimitArguments.declare(options);
    Session.declare(options, "Say nothing of how it goes.");
    return spec;
  }

  private static int jobs(String text) {
    if (!text.matches("[1-9][0-9]?") || Integer.parseInt(text) > MOST_JOBS) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--jobs " + Printed.of(text),
              "expected a number from 1 to " + MOST_JOBS,
              "write --jobs 1"));
    }
    return Integer.parseInt(text);
  }

  /** 0, or 1 where a cell failed. */
  int run() throws IOException {
    Path path = console.path(file);
    Matrix matrix = MatrixFile.read(file, new InputFile(file, path).bytes());
    List<Cell> cells = chosen(matrix);
    Comparison comparison;
    try (Session session = Session.open(parsed, console)) {
      CompareMeans means =
          new CompareMeans(
              console,
              parsed,
              session.homes(),
              session.display(),
              ImageStore.defaultRoot(console.environment()),
              StagedFile.folderOf(path.normalize()));
      try (CompareCells work = new CompareCells(matrix, means, isFresh())) {
        work.requireSound(cells);
        comparison =
            new Comparer(
                    work,
                    new KeptOutcomes(means.folder().resolve("cells")),
                    new ComparisonLines(session.display()),
                    jobs,
                    isFresh())
                .compare(matrix, cells);
      }
    }
    write(comparison);
    return comparison.failures() > 0 ? 1 : 0;
  }

  private boolean isFresh() {
    return parsed.hasMatchedOption("--fresh");
  }

  private List<Cell> chosen(Matrix matrix) {
    List<Cell> cells = matrix.cells();
    Optional<CellPattern> only =
        Options.text(parsed, "--only").map(text -> CellPattern.parse("--only", text, matrix));
    if (only.isEmpty()) {
      return cells;
    }
    List<Cell> some = cells.stream().filter(only.get()::matches).toList();
    if (some.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--only " + Printed.of(only.get().toString()),
              "no cell has these values",
              "look at the axes of " + Printed.of(file)));
    }
    return some;
  }

  private void write(Comparison comparison) {
    String table = format.write(comparison);
    Optional<String> output = Options.text(parsed, "--output");
    if (output.isPresent()) {
      write(output.get(), table.getBytes(StandardCharsets.UTF_8));
    } else {
      console.out().print(table);
    }
    Optional<String> html = Options.text(parsed, "--html");
    if (html.isPresent()) {
      write(html.get(), ComparisonPage.of(comparison));
    }
    Optional<String> svg = Options.text(parsed, "--svg");
    if (svg.isPresent()) {
      PlotAxes axes = Plot.axes(comparison).orElseThrow(() -> nothingToDraw(svg.get()));
      write(svg.get(), Plot.svg(comparison, axes).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static KobakoException nothingToDraw(String file) {
    return KobakoException.finding(
        Diagnostic.of(
            "--svg " + Printed.of(file),
            "no cell has what would be drawn: a size, and a time or memory",
            "say start: or plot: in the matrix"));
  }

  private void write(String name, byte[] bytes) {
    new OutputFile(console.path(name)).write(bytes, REMEDY);
  }
}
