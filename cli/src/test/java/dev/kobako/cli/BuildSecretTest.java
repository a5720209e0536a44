package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of RUN: seen while it runs, and found nowhere afterwards. */
@Timeout(120)
class BuildSecretTest {
  private static final String STEPS =
      """
      RUN --mount=type=secret,id=file --mount=type=secret,id=variable,env=TOKEN \
          /bin/busybox sha256sum /run/secrets/file > /file.sum && \
          echo -n "$TOKEN" | /bin/busybox sha256sum > /variable.sum
      """;

  private static final int PIECE = 1 << 20;

  @TempDir Path temp;

  @Test
  void aSecretIsFoundNowhereAfterTheBuild() throws Exception {
    RealBuild build = RealBuild.in(temp);
    String file = UUID.randomUUID().toString();
    String variable = UUID.randomUUID().toString();
    Path source = Files.writeString(temp.resolve("secret"), file);
    Path out = temp.resolve("out");
    build.dockerfile(STEPS);
    List<String> words =
        new ArrayList<>(
            List.of(
                "build",
                "--progress=plain",
                "-t",
                "app",
                "--metadata-file=" + temp.resolve("metadata.json"),
                "--secret=id=file,src=" + source,
                "--secret=id=variable,env=TOKEN_OF_HOST",
                "--cache-to=type=local,mode=max,dest=" + temp.resolve("exported")));
    List<String> toFolder = new ArrayList<>(words);
    toFolder.addAll(List.of("-o", out.toString(), "."));
    words.addAll(List.of("-o", "type=oci,dest=" + temp.resolve("app.tar"), "."));
    Kobako kobako = build.kobako().with("TOKEN_OF_HOST", variable);

    Kobako.Result first = kobako.run(words).succeeded();
    Kobako.Result second = kobako.run(toFolder).succeeded();
    build.dockerfile(STEPS + "RUN --mount=type=secret,id=file exit 7\n");
    Kobako.Result failed = kobako.run(words);
    Files.delete(source);

    assertThat(Files.readString(out.resolve("file.sum"))).startsWith(sha256(file));
    assertThat(Files.readString(out.resolve("variable.sum"))).startsWith(sha256(variable));
    assertThat(failed.code()).isEqualTo(1);
    for (String secret : List.of(file, variable)) {
      for (Kobako.Result each : List.of(first, second, failed)) {
        assertThat(each.out() + each.err()).doesNotContain(secret);
      }
      assertThat(kobako.run("inspect", "app", "--json").done().out()).doesNotContain(secret);
      assertThat(holding(secret)).isEmpty();
    }
    // That a secret would be found if it were there.
    assertThat(holding(sha256(file))).isNotEmpty();
  }

  private static String sha256(String text) {
    return dev.kobako.image.Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** The files of the test's folder that hold a text, compressed ones looked into. */
  private List<Path> holding(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(temp)) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && (holds(Files.newInputStream(file), text)
                || (isCompressed(file)
                    && holds(new GZIPInputStream(Files.newInputStream(file)), text)))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** Reads in pieces, since files can have large holes; closes what it reads. */
  private static boolean holds(InputStream bytes, String text) throws IOException {
    try (bytes) {
      String before = "";
      for (byte[] piece = bytes.readNBytes(PIECE);
          piece.length > 0;
          piece = bytes.readNBytes(PIECE)) {
        String both = before + new String(piece, StandardCharsets.ISO_8859_1);
        if (both.contains(text)) {
          return true;
        }
        before = both.substring(Math.max(0, both.length() - text.length()));
      }
      return false;
    }
  }

  private static boolean isCompressed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }
}
