package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.project.Choices;
import dev.kobako.project.Ecosystem;
import dev.kobako.project.Project;
import dev.kobako.project.ProjectFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code kobako init}: writes a Dockerfile and a {@code .dockerignore} for a project. */
final class InitCommand {
  private final ParseResult parsed;
  private final Console console;
  private final String folder;
  private final Optional<String> ecosystem;
  private final Choices choices;

  InitCommand(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    List<String> folders = Options.arguments(parsed);
    this.folder = folders.isEmpty() ? "." : folders.getFirst();
    this.ecosystem = Options.text(parsed, "--ecosystem");
    this.choices = new Choices(image("--builder"), image("--base"));
  }

  static CommandSpec spec() {
    CommandSpec spec =
        Options.command(
            "init",
            "Writes a Dockerfile for a project, with its dependencies in a layer of their own.",
            "kobako init",
            "kobako init services/api --print",
            "kobako init --ecosystem npm --base node:22-bookworm-slim");
    new Options(spec)
        .arguments("FOLDER", "0..1", "The folder of the project (default: the current one).")
        .text("FILE", "Where to write it (default: Dockerfile in the folder).", "--output", "-o")
        .flag("Replace files that are there.", "--force", "-f")
        .flag("Print the Dockerfile, and write nothing.", "--print")
        .text(
            "NAME",
            "What manages the dependencies, where the folder has manifests of several: "
                + Ecosystem.all().stream().map(Ecosystem::word).collect(Collectors.joining(", "))
                + ".",
            "--ecosystem")
        .text(
            "IMAGE",
            "The image of the stages that build (default: the language's own).",
            "--builder")
        .text(
            "IMAGE",
            "The image of the last stage (default: as small as what is built allows).",
            "--base")
        .help();
    return spec;
  }

  private Optional<String> image(String option) {
    Optional<String> image = Options.text(parsed, option);
    image.ifPresent(name -> {
      if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#')) {
        throw KobakoException.usage(
            Diagnostic.of(option, "'" + Printed.of(name) + "', expected the name of an image"));
      }
    });
    return image;
  }

  /** 0: written, or printed. */
  int run() {
    Path root = console.path(folder);
    Project project = Project.read(ProjectFolder.of(root), ecosystem, choices);
    if (parsed.hasMatchedOption("--print")) {
      console.out().print(project.dockerfile());
      console.out().flush();
      report(project).forEach(console.err()::println);
      return 0;
    }
    Path dockerfile =
        Options.text(parsed, "--output").map(console::path).orElse(root.resolve("Dockerfile"));
    Path ignoreFile = root.resolve(".dockerignore");
    boolean force = parsed.hasMatchedOption("--force");
    if (exists(dockerfile) && !force) {
      throw KobakoException.usage(
          Diagnostic.of(
              Printed.of(dockerfile.toString()),
              "is there already",
              "replace it with --force, write another file with -o, or look at it with --print"));
    }
    boolean keeps = exists(ignoreFile) && !force;
    write(dockerfile, project.dockerfile());
    if (!keeps) {
      write(ignoreFile, project.ignoreFile());
    }
    report(project).forEach(console.out()::println);
    console.out().println("wrote " + shown(dockerfile));
    console
        .out()
        .println(
            keeps
                ? "note: kept " + shown(ignoreFile) + " as it is; --force replaces it"
                : "wrote " + shown(ignoreFile));
    return 0;
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void write(Path path, String text) {
    new OutputFile(path)
        .write(text.getBytes(StandardCharsets.UTF_8), "choose a folder that you may write to");
  }

  private String shown(Path path) {
    Path here = Path.of(console.workingDirectory());
    Path file = path.normalize();
    return Printed.of((file.startsWith(here) ? here.relativize(file) : file).toString());
  }

  /** What was seen, with its file, and what to know. */
  private static List<String> report(Project project) {
    List<String> lines = new ArrayList<>();
    lines.add("a project of " + project.ecosystem());
    List<List<String>> rows =
        project.evidence().stream()
            .map(each -> List.of("  " + Printed.of(each.fact()), Printed.of(each.file())))
            .toList();
    if (!rows.isEmpty()) {
      lines.addAll(new Columns(rows, 2).lines());
    }
    project.notes().forEach(each -> lines.add("note: " + Printed.of(each)));
    return lines;
  }
}
