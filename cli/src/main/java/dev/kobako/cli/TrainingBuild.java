package dev.kobako.cli;

import dev.kobako.image.Progress;
import dev.kobako.toolbox.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of {@link Training} that builds images and runs containers of them. */
record TrainingBuild(Path folder, Console console) {
  void train() throws IOException {
    build();
    useContainers();
  }

  /** Builds a small image, then again with nothing changed, which people wait for most often. */
  private void build() throws IOException {
    Path context = Files.createDirectory(folder.resolve("context"));
    Files.writeString(context.resolve("file"), "training");
    Files.writeString(context.resolve(".dockerignore"), "*.tmp\n");
    // From some number of files on they are looked at in another way.
    Path many = Files.createDirectory(context.resolve("many"));
    for (int i = 0; i < Training.MANY_FILES; i++) {
      Files.createFile(many.resolve(String.valueOf(i)));
    }
    Path dockerfile = context.resolve("Dockerfile");
    String copies = "FROM scratch AS files\nCOPY file /\nFROM files\nWORKDIR /w\nCOPY . .\n";
    Files.writeString(dockerfile, copies);
    List<String> build = List.of("build", "-t", "training", context.toString());
    for (int i = 0; i < 2; i++) {
      Training.expectSuccess(build, console);
    }
    Training.run(List.of("build", "--plan", context.toString()), console);
    try (ToolAccess tools = new ToolAccess(console, Progress.NONE)) {
      if (tools.find(Tool.RUNC).isEmpty()) {
        return; // it is not fetched for this
      }
    }
    build(context, dockerfile);
  }

  /** Builds by steps that run, then again with a source changed, and by one that fails. */
  private void build(Path context, Path dockerfile) throws IOException {
    Training.expectSuccess(List.of("bundle", "-q", "/bin/sh", "-t", "shell"), console);
    Files.writeString(
        dockerfile,
        """
        ARG BASE
        FROM $BASE AS build
        ARG A=1
        ENV B=$A
        COPY *.c /src/
        RUN echo $B >/made; echo >>/src/a.c; echo >/src/a.o
        FROM scratch
        COPY --from=build /made /made
        WORKDIR /w
        COPY . .
        ENTRYPOINT ["/made"]
        """);
    List<String> build =
        List.of("build", "-q", "--build-arg", "BASE=shell", "-t", "training", context.toString());
    for (String source : List.of("a", "a", "ab", "abc")) {
      Files.writeString(context.resolve("a.c"), source);
      Training.expectSuccess(build, console);
    }
    compare(context);
    Files.writeString(dockerfile, "FROM shell\nRUN echo >/made\nRUN exit 1\n");
    Training.run(List.of("build", "-t", "training", context.toString()), console);
  }

  /** Compares two cells of what is built, then tells what is known. */
  private void compare(Path context) throws IOException {
    Path matrix = context.resolveSibling("matrix.yaml");
    Files.writeString(
        matrix,
        """
        context: context
        base: shell
        change: {file: a.c, append: x}
        start: {exit: true, times: 1}
        target: build
        run: {entrypoint: [/bin/sh, -c, ":"]}
        axes: {A: [1, 2]}
        """);
    String page = context.resolveSibling("compared.html").toString();
    for (int i = 0; i < 2; i++) {
      Training.run(List.of("compare", matrix.toString(), "--html", page), console);
    }
  }

  /** Where no runtime is at hand, none is fetched for this. */
  private void useContainers() {
    if (ToolAccess.toolbox(console).find(Tool.RUNC).isEmpty()) {
      return;
    }
    Training.run(List.of("bundle", "sh", "-t", "training"), console);
    for (int i = 0; i < 2; i++) {
      Training.expectSuccess(List.of("run", "--rm", "training", "-c", ":"), console);
    }
    Training.run(
        List.of("run", "-d", "--name", "training", "training", "-c", "read line"), console);
    Training.run(List.of("ps", "-a"), console);
    Training.run(List.of("logs", "training"), console);
    Training.run(List.of("rm", "-f", "training"), console);
  }
}
