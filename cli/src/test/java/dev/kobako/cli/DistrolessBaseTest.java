package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Image;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Platform;
import dev.kobako.slim.Sources;
import dev.kobako.transfer.Homes;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

/** Distroless bases of Debian's packages: what they weigh, and that programs run on them. */
@Timeout(300)
class DistrolessBaseTest {
  /** What programs in C++ need; openssl brings OpenSSL's libraries. */
  private static final String CC =
      "libc6,libgcc-s1,libstdc++6,ca-certificates,tzdata,openssl,netbase";

  @TempDir static Path temp;
  private static Kobako kobako = Kobako.withStore(Path.of("/nonexistent"));

  @BeforeAll
  static void start() throws Exception {
    kobako = DebianBase.user(temp);
  }

  private static Map<String, Object> composed(String name, String packages, String... more)
      throws Exception {
    List<String> words = new ArrayList<>(List.of("base", "debian:bookworm", "--distroless"));
    words.addAll(List.of("-p", packages, "-t", name, "--json"));
    words.addAll(List.of(more));
    List<?> bases =
        (List<?>)
            JSON.std.mapFrom(kobako.run(words).succeeded().out()).getOrDefault("bases", List.of());
    return JSON.std.mapFrom(JSON.std.asString(bases.getFirst()));
  }

  private static long number(Map<String, Object> base, String name) {
    return ((Number) base.getOrDefault(name, -1)).longValue();
  }

  private static Tree tree(String name, String platform) throws IOException {
    try (ImageStore store = ImageStore.open(kobako.home())) {
      Image image = store.image(ImageReference.parse(name), Platform.parse(platform)).orElseThrow();
      return new Sources(new Homes(store, Collections.emptySortedMap(), false)).tree(image);
    }
  }

  @Test
  void ccIsNotLargerThanThePublishedOne() throws Exception {
    Map<String, Object> cc = composed("cc", CC);

    // "about 23 MB" of gcr.io/distroless/cc-debian12, which are taken for 23 000 000 bytes
    assertThat(number(cc, "diskBytes")).isBetween(10_000_000L, 23_000_000L);
    assertThat(InstalledPackages.of(tree("cc", Platform.host().toString())).all())
        .extracting(each -> each.name())
        .contains("libc6", "libstdc++6", "libssl3", "ca-certificates")
        .doesNotContain("dpkg", "debconf", "perl-base");
  }

  @Test
  void staticIsAtMostOneMegabyteCompressed() throws Exception {
    Map<String, Object> base = composed("static", "ca-certificates,tzdata,netbase");

    assertThat(number(base, "compressedBytes")).isBetween(100_000L, 1_000_000L);
  }

  @Test
  void aProgramInCppVerifiesATlsServer() throws Exception {
    build();
    Files.writeString(
        temp.resolve("tls.yaml"),
        """
        base: debian:bookworm
        kind: distroless
        packages: [%s]
        files:
          - {from: tls, to: /app/tls}
          - {from: server.key, to: /app/server.key, mode: "0644"}
          - {from: server.crt, to: /app/server.crt}
          - {from: ca.crt, to: /usr/local/share/ca-certificates/test.crt}
        environment: {TZ: Europe/Berlin}
        entrypoint: [/app/tls]
        user: nonroot
        """
            .formatted(CC.replace(",", ", ")));
    kobako.run("base", "--file", "tls.yaml", "-t", "tls", "-q").succeeded();

    try (BareRoot root = BareRoot.of(kobako, "tls", temp)) {
      assertThat(root.image().config().user()).isEqualTo("nonroot");
      HostCommand.Result result = root.run(root.image().config().entrypoint(), Map.of());
      assertThat(result)
          .isEqualTo(new HostCommand.Result(0, "verified; nonroot 65532; CET; caught\n", ""));
    }
  }

  private static void build() throws Exception {
    HostCommand.assume("g++", "openssl");
    Path source = temp.resolve("tls.cpp");
    Files.copy(Path.of("../base/src/test/resources/dev/kobako/base/tls.cpp"), source);
    HostCommand.Result built =
        HostCommand.of(temp, "g++", "-O0", "-o", "tls", "tls.cpp", "-lssl", "-lcrypto").run();
    assumeTrue(built.code() == 0, "skipped: libssl-dev is needed: " + built.err());
    for (String arguments :
        List.of(
            "-subj /O=Kobako/CN=Authority -keyout ca.key -out ca.crt",
            "-subj /CN=server.test -keyout server.key -out server.crt -CA ca.crt -CAkey ca.key")) {
      List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
      command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
      command.addAll(List.of(arguments.split(" ")));
      HostCommand.of(temp, command.toArray(new String[0])).output();
    }
  }

  @Test
  void pythonRuns() throws Exception {
    composed("python", "python3-minimal", "--entrypoint", "python3");

    try (BareRoot root = BareRoot.of(kobako, "python", temp)) {
      assertThat(
              root.run(
                  List.of("python3", "-c", "import pwd; print(pwd.getpwnam('nonroot').pw_dir)"),
                  Map.of()))
          .isEqualTo(new HostCommand.Result(0, "/home/nonroot\n", ""));
    }
  }

  @Test
  void severalPlatformsMakeAnIndex() throws Exception {
    composed("both", "libc6,hello", "--platform", "linux/amd64", "--platform", "linux/arm64");

    // e_machine of the ELF header: EM_X86_64 is 62, EM_AARCH64 is 183
    assertThat(machine("linux/amd64")).isEqualTo(62);
    assertThat(machine("linux/arm64")).isEqualTo(183);
    assertThat(InstalledPackages.of(tree("both", "linux/arm64")).all())
        .extracting(each -> each.architecture())
        .contains("arm64")
        .doesNotContain("amd64");
  }

  private static int machine(String platform) throws Exception {
    byte[] header =
        tree("both", platform)
            .resolve(ImagePath.of("/usr/bin/hello"))
            .file()
            .orElseThrow()
            .content()
            .bytes();
    assertThat(new String(header, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("ELF");
    return header[18] & 0xFF;
  }

  @Test
  void javaRunsAndTrustsWhatCaCertificatesHas() throws Exception {
    composed("jre", "openjdk-17-jre-headless", "--entrypoint", "java");
    Files.writeString(
        temp.resolve("Trust.java"),
        """
        class Trust {
          public static void main(String[] arguments) throws Exception {
            var factory = javax.net.ssl.TrustManagerFactory.getInstance("PKIX");
            factory.init((java.security.KeyStore) null);
            var trust = (javax.net.ssl.X509TrustManager) factory.getTrustManagers()[0];
            System.out.println(Runtime.version().feature() + " " + (trust.getAcceptedIssuers().length > 100));
          }
        }
        """);
    HostCommand.of(
            temp,
            Path.of(System.getProperty("java.home"), "bin/javac").toString(),
            "--release",
            "17",
            "Trust.java")
        .output();
    try (BareRoot root = BareRoot.of(kobako, "jre", temp)) {
      Files.copy(temp.resolve("Trust.class"), root.path().resolve("tmp/Trust.class"));
      assertThat(root.run(List.of("java", "-cp", "/tmp", "Trust"), new TreeMap<>()))
          .isEqualTo(new HostCommand.Result(0, "17 true\n", ""));
    }
  }
}
