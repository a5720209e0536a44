package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.SharedFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The cases that the real BuildKit was given, in the folder shared/conformance. */
final class ConformanceCases {
  private ConformanceCases() {}

  /** All cases, sorted; skips the test where the folder is absent. */
  static List<Path> all() throws IOException {
    Path cases = SharedFolder.find("conformance/cases").orElse(null);
    assumeTrue(cases != null, "needs the folder shared/conformance/cases beside the repository");
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(cases)) {
      folders.forEach(found::add);
    }
    Collections.sort(found);
    return found;
  }

  /** Unpacks the context of a case. */
  static void unpack(Path folder, Path target) throws IOException, InterruptedException {
    Files.createDirectories(target);
    Process tar =
        new ProcessBuilder(
                "tar",
                "--xattrs",
                "--xattrs-include=*",
                "-xpf",
                folder + "/context.tar",
                "-C",
                target.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).as(said).isZero();
  }
}
