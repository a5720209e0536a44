package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program of the host that packs what it gets: bzip2, xz, zstd, gzip. */
record PackingTool(String name) {
  byte[] pack(byte[] bytes, String... options) throws IOException, InterruptedException {
    Path program = Path.of("/usr/bin", name);
    assumeTrue(Files.isExecutable(program), name + " is not installed");
    List<String> command = new java.util.ArrayList<>(List.of(program.toString(), "-c"));
    command.addAll(List.of(options));
    Path in = Files.createTempFile("packing", ".in");
    try {
      Files.write(in, bytes);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (OutputStream _ = process.getOutputStream()) {
        byte[] packed = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return packed;
      }
    } finally {
      Files.delete(in);
    }
  }
}
