package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.debian.UnpackedPackages;
import dev.kobako.image.Content;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.LaidOutRoot;
import dev.kobako.sandbox.Run;
import dev.kobako.sandbox.RunResult;
import dev.kobako.sandbox.Sandbox;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code tls.cpp}, built on the host, runs on packages that no script was run of. */
@Timeout(120)
class TlsProgramTest {
  @TempDir Path temp;

  @Test
  void aProgramInCppTrustsACertificateFoundByItsHash() throws Exception {
    build();
    certificates();
    UnpackedPackages unpacked =
        RealPackages.unpacked(
            temp,
            "base-files",
            "tzdata",
            "libc6",
            "libgcc-s1",
            "libstdc++6",
            "libssl3",
            "ca-certificates");
    MadeTree made =
        DistrolessEffects.of(
            new UnpackedPackages(withProgram(unpacked.tree()), unpacked.packages()),
            Requests.distroless(),
            Instant.EPOCH);
    // only the hashed links are left to find the authority by
    MemoryTree tree =
        MemoryTree.builder()
            .putAll(made.tree())
            .remove(ImagePath.of("/etc/ssl/certs/ca-certificates.crt"))
            .build();

    try (LaidOutRoot root = LaidOutRoot.of(tree, temp)) {
      RunResult result =
          Sandbox.available()
              .run(
                  Run.of(root.path(), List.of("/app/tls"), Duration.ofSeconds(30))
                      .withEnvironment(new TreeMap<>(Map.of("TZ", "Europe/Berlin"))));

      assertThat(new String(result.stderr(), StandardCharsets.UTF_8)).isEmpty();
      assertThat(new String(result.stdout(), StandardCharsets.UTF_8))
          .isEqualTo("verified; nonroot 65532; CET; caught\n");
      assertThat(result.ending()).isEqualTo(new Ending.Exited(0));
    }
  }

  private void build() throws Exception {
    String compiler = Tools.need("g++");
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream("tls.cpp"))) {
      Files.write(temp.resolve("tls.cpp"), in.readAllBytes());
    }
    Tools.Result built =
        Tools.run(temp, List.of(compiler, "-O0", "-o", "tls", "tls.cpp", "-lssl", "-lcrypto"));
    assumeTrue(built.status() == 0, "libssl-dev is needed: " + built.text());
  }

  private void certificates() throws Exception {
    String openssl = Tools.need("openssl");
    for (String arguments :
        List.of(
            "-subj /O=Kobako/CN=Authority -keyout ca.key -out ca.crt",
            "-subj /CN=server.test -keyout server.key -out server.crt -CA ca.crt -CAkey ca.key")) {
      List<String> command = new ArrayList<>(List.of(openssl, "req", "-x509", "-nodes"));
      command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
      command.addAll(List.of(arguments.split(" ")));
      Tools.Result made = Tools.run(temp, command);
      assertThat(made.status()).as(made.text()).isZero();
    }
  }

  private MemoryTree withProgram(MemoryTree tree) {
    MemoryTree.Builder builder = MemoryTree.builder().putAll(tree);
    for (String name : List.of("tls", "server.key", "server.crt")) {
      put(builder, "/app/" + name, temp.resolve(name));
    }
    put(builder, "/usr/local/share/ca-certificates/test.crt", temp.resolve("ca.crt"));
    return builder.build();
  }

  private static void put(MemoryTree.Builder builder, String path, Path file) {
    builder.put(
        ImagePath.of(path),
        new Entry.RegularFile(Attributes.of(0755), Content.of(file, file.toFile().length()), 0));
  }
}
