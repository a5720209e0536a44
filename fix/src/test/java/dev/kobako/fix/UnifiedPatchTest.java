package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnifiedPatchTest {
  @Test
  void aPatchHasThreeLinesAroundWhatChanges() {
    assertThat(
            UnifiedPatch.between("Dockerfile", "a\nb\nc\nd\ne\nf\ng\nh", "a\nb\nc\nd\nX\nf\ng\nh"))
        .isEqualTo(
            """
            --- a/Dockerfile
            +++ b/Dockerfile
            @@ -2,7 +2,7 @@
             b
             c
             d
            -e
            +X
             f
             g
             h
            \\ No newline at end of file
            """);
    assertThat(UnifiedPatch.between("Dockerfile", "a\n", "a\n")).isEmpty();
  }

  @Test
  void patchMakesTheOneOfTheOtherWhateverTheLinesEndWith(@TempDir Path folder)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/patch")), "patch is not installed");
    List<String> texts = List.of("a\r\nb\r\n", "a\nb", "b\n", "", "a\nb\nc\r\nd\n", "x\ny");
    for (String before : texts) {
      for (String after : texts) {
        Path file = Files.writeString(folder.resolve("file"), before);
        Path patch =
            Files.writeString(folder.resolve("patch"), UnifiedPatch.between("file", before, after));
        Process process =
            new ProcessBuilder(
                    "patch",
                    "--binary",
                    "-s",
                    "-p1",
                    "-d",
                    folder.toString(),
                    "-i",
                    patch.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(Files.exists(file) ? Files.readString(file) : "").isEqualTo(after);
      }
    }
  }
}
