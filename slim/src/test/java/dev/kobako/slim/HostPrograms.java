package dev.kobako.slim;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.SearchPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** Programs made by the host's compiler; a test is skipped, and says so, where there is none. */
final class HostPrograms {
  private HostPrograms() {}

  /** Compiles C to a program in {@code folder}. */
  static Path compile(Path folder, String source, String... options)
      throws IOException, InterruptedException {
    assumeTrue(SearchPath.find("gcc").isPresent(), "skipped: 'gcc' is not on the PATH");
    Path text = Files.writeString(folder.resolve("program.c"), source);
    Path program = folder.resolve("program");
    List<String> command = new ArrayList<>(List.of("gcc", "-o", program.toString()));
    command.addAll(List.of(options));
    command.add(text.toString());
    Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assertions.assertEquals(0, gcc.waitFor(), said);
    return program;
  }

  /** A shell script that stands for a tool, alone in a folder for PATH. */
  static Path tool(Path folder, String name, String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path tool = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script);
    if (!tool.toFile().setExecutable(true)) {
      throw new IOException(tool + " can't be made executable");
    }
    return bin;
  }
}
