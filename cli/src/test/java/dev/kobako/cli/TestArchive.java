package dev.kobako.cli;

import dev.kobako.testkit.DebBuilder;
import dev.kobako.testkit.PackageArchive;
import dev.kobako.testkit.PackageMirror;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A made-up archive behind a mirror, signed by a key of its own through GnuPG. At first its suite
 * {@code made} has {@code hello}, which needs {@code libhello}.
 */
final class TestArchive implements AutoCloseable {
  static final Instant DATE = Instant.parse("2026-07-11T10:16:37Z");
  static final String SUITE = "made";

  private final Path gnupg;
  private final Path key;
  private final PackageArchive archive;
  private final PackageMirror mirror;

  private TestArchive(Path gnupg, Path key) {
    this.gnupg = gnupg;
    this.key = key;
    this.archive = new PackageArchive().signedBy(this::signed);
    archive
        .add(SUITE, control("libhello", "1.0", ""), deb("libhello", "1.0"))
        .add(SUITE, control("hello", "1.0", "Depends: libhello (>= 1.0)\n"), deb("hello", "1.0"))
        .publish(SUITE, DATE);
    this.mirror = PackageMirror.start(archive);
  }

  /** Makes a key and the archive; skips the test where GnuPG is not there. */
  static TestArchive in(Path temp) throws IOException, InterruptedException {
    HostCommand.assume("gpg", "gpgconf");
    Path gnupg =
        Files.createTempDirectory(
            temp,
            "gpg",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    gpg(gnupg, "--quick-gen-key", "nobody@example.org", "ed25519", "sign", "never");
    Path key = gnupg.resolveSibling(gnupg.getFileName() + ".pgp");
    gpg(gnupg, "--output", key.toString(), "--export");
    return new TestArchive(gnupg, key);
  }

  private static void gpg(Path home, String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch"));
    words.addAll(List.of("--passphrase", ""));
    words.addAll(List.of(arguments));
    HostCommand.of(home, words.toArray(new String[0])).output();
  }

  private byte[] signed(byte[] release) {
    try {
      Path text = Files.write(gnupg.resolve("Release"), release);
      Path signed = gnupg.resolve("InRelease");
      Files.deleteIfExists(signed);
      gpg(gnupg, "--output", signed.toString(), "--clearsign", text.toString());
      return Files.readAllBytes(signed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The fields of a package, as an index and the package itself have them. */
  static String control(String name, String version, String more) {
    return """
    Package: %s
    Version: %s
    Architecture: amd64
    Maintainer: Nobody <nobody@example.org>
    Description: nothing
    %s\
    """
        .formatted(name, version, more);
  }

  /** A package that holds one text, {@code /usr/share/NAME/version}. */
  static byte[] deb(String name, String version) {
    return deb(
        control(name, version, ""),
        new TarBuilder()
            .dir("./usr/", 0755)
            .dir("./usr/share/", 0755)
            .dir("./usr/share/" + name + "/", 0755)
            .file("./usr/share/" + name + "/version", 0644, version + "\n"));
  }

  /** A package that holds anything. */
  static byte[] deb(String control, TarBuilder data) {
    return DebBuilder.of(new TarBuilder().file("./control", 0644, control), data).bytes();
  }

  PackageArchive files() {
    return archive;
  }

  PackageMirror mirror() {
    return mirror;
  }

  Path key() {
    return key;
  }

  /** The archive as one entry of sources.list(5). */
  String source() {
    return "deb [signed-by=" + key + "] " + mirror.url() + " " + SUITE + " main";
  }

  /** As the user asks for {@code hello} of this archive, and then more. */
  String[] ask(String... more) {
    List<String> words = new ArrayList<>(List.of("base", "debian:bookworm", "--distroless"));
    words.addAll(List.of("-p", "hello", "--source", source(), "--platform", "linux/amd64"));
    words.addAll(List.of(more));
    return words.toArray(new String[0]);
  }

  @Override
  public void close() throws IOException {
    mirror.close();
    try {
      HostCommand.of(gnupg, "gpgconf", "--homedir", gnupg.toString(), "--kill", "all").output();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
