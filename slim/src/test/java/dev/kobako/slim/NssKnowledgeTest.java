package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import dev.kobako.testkit.ElfBuilder;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NssKnowledgeTest {
  private static final String NSS = FakeRoot.LIBRARIES + "libnss_";

  private static FakeRoot root(String... calls) {
    ElfBuilder program = FakeRoot.program();
    for (String call : calls) {
      program.imports(call);
    }
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, program)
        .file("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000:Alice::/bin/sh\n")
        .file("/etc/group", "root:x:0:\nalice:x:1000:bob\n")
        .file("/etc/hosts", "10.1.2.3 secret.example\n")
        .file("/etc/services", "http 80/tcp\n")
        .file("/etc/protocols", "tcp 6 TCP\n")
        .file(
            "/etc/nsswitch.conf",
            "# comment: no\npasswd: files ldap # not sss\nhosts: files [NOTFOUND=return] dns\n")
        .library("libnss_files.so.2", ElfBuilder.elf64())
        .library("libnss_dns.so.2", ElfBuilder.elf64())
        .library("libnss_sss.so.2", ElfBuilder.elf64())
        .library("libnss_ldap.so.2", ElfBuilder.elf64().needed("libldap.so.2"))
        .library("libldap.so.2", ElfBuilder.elf64());
  }

  @Test
  void takesModulesAndFilesOfTheDatabaseThatIsAsked() throws IOException {
    Explained closure = Explained.closure(root("getpwnam"));

    assertThat(closure.guessed())
        .containsExactly(
            "/etc/nsswitch.conf: read for getpwnam by /usr/bin/app (guessed: nss)",
            "/etc/passwd: read for getpwnam by /usr/bin/app (guessed: nss)",
            NSS + "files.so.2: nsswitch.conf names it for getpwnam by /usr/bin/app (guessed: nss)",
            NSS + "ldap.so.2: nsswitch.conf names it for getpwnam by /usr/bin/app (guessed: nss)");
    assertThat(closure.reason(FakeRoot.LIBRARIES + "libldap.so.2"))
        .contains("NEEDED by " + NSS + "ldap.so.2");
    closure.holdsTogether();
  }

  @Test
  void takesHostsServicesAndTheResolverForGetaddrinfo() throws IOException {
    assertThat(Explained.closure(root("getaddrinfo")).paths())
        .contains(
            "/etc/hosts",
            "/etc/services",
            "/etc/nsswitch.conf",
            NSS + "files.so.2",
            NSS + "dns.so.2")
        .doesNotContain("/etc/passwd", "/etc/protocols", NSS + "sss.so.2", NSS + "ldap.so.2");
  }

  @Test
  void doesAsGlibcForADatabaseThatIsNotConfigured() throws IOException {
    assertThat(Explained.closure(root("getgrnam")).paths())
        .contains("/etc/group", NSS + "files.so.2", NSS + "dns.so.2");
  }

  @Test
  void asksLibrariesTooButNotTheCLibrary() throws IOException {
    FakeRoot root =
        root()
            .elf(Explained.PROGRAM, FakeRoot.program().needed("libx.so"))
            .library("libx.so", ElfBuilder.elf64().imports("getprotobyname"));
    assertThat(Explained.closure(root).reason("/etc/protocols"))
        .contains("read for getprotobyname by " + FakeRoot.LIBRARIES + "libx.so (guessed: nss)");

    root.library("libx.so", ElfBuilder.elf64())
        .library("libc.so.6", ElfBuilder.elf64().imports("getprotobyname"));
    assertThat(Explained.closure(root).guessed()).isEmpty();
  }

  @Test
  void canBeRefused() throws IOException {
    Explained closure = Explained.closure(root("getpwnam", "getaddrinfo"), Guess.NSS);

    assertThat(closure.guessed()).isEmpty();
    assertThat(closure.paths()).doesNotContain("/etc/passwd", NSS + "files.so.2");
  }

  @Test
  void makesFilesOfItsOwnInPlaceOfThisMachines() throws IOException {
    Explained closure =
        Explained.closure(
            root("getpwnam", "getgrnam", "getaddrinfo").kind(Source.Kind.THIS_MACHINE));

    assertThat(text(closure, "/etc/passwd"))
        .isEqualTo(
            """
            root:x:0:0:root:/root:/sbin/nologin
            nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
            """);
    assertThat(text(closure, "/etc/group")).isEqualTo("root:x:0:\nnogroup:x:65534:\n");
    assertThat(text(closure, "/etc/hosts")).isEqualTo("127.0.0.1\tlocalhost\n::1\tlocalhost\n");
    assertThat(text(closure, "/etc/nsswitch.conf"))
        .isEqualTo(
            """
            passwd: files
            group: files
            hosts: files dns
            services: files
            protocols: files
            """);
    assertThat(text(closure, "/etc/services")).isEqualTo("http 80/tcp\n");
    assertThat(closure.paths()).doesNotContain(NSS + "ldap.so.2");
    assertThat(closure.reason("/etc/passwd"))
        .contains("made by kobako, read for getpwnam by /usr/bin/app (guessed: nss)");
  }

  @Test
  void readsNoConfigurationOfAnAbsurdSize() throws IOException {
    Explained closure =
        Explained.closure(
            root("getpwnam").file("/etc/nsswitch.conf", "passwd: sss\n" + "#".repeat(70_000)));

    assertThat(closure.paths()).contains(NSS + "files.so.2").doesNotContain(NSS + "sss.so.2");
  }

  static String text(Explained closure, String path) throws IOException {
    Kept kept = closure.closure().keepSet().at(ImagePath.of(path)).orElseThrow();
    Content content = ((Entry.RegularFile) kept.entry()).content();
    return new String(content.bytes(), StandardCharsets.UTF_8);
  }
}
