package dev.kobako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that no loader would start, and such as look odd but are none the worse for it. */
@Timeout(30)
class BadProgramTest {
  @TempDir Path temp;
  private RefusedCommand refused;
  private Path root;

  @BeforeEach
  void prepare() throws Exception {
    refused = RefusedCommand.in(temp);
    root = Files.createDirectories(temp.resolve("root"));
  }

  @Test
  void aTruncatedElfFile() throws Exception {
    byte[] whole = ElfBuilder.elf64().interpreter("/lib/ld.so").needed("liba.so").build();
    program("cut", Arrays.copyOf(whole, 100));
    refusedFrom(
        1,
        """
        kobako: /cut: malformed ELF file: the program headers lie at byte 64 and are 168 bytes long, but the file has 100 bytes
        remedy: replace the file by an intact copy
        """,
        "/cut");
  }

  @Test
  void anElfFileWithSizesBeyondItsEnd() throws Exception {
    byte[] absurd =
        ElfBuilder.elf64()
            .interpreter("/lib/ld.so")
            .needed("liba.so")
            .damageTag(ElfBuilder.STRSZ, 0x7fff_ffff_ffffL)
            .damageTag(ElfBuilder.STRTAB, 0x7fff_ffff_0000L)
            .build();
    program("absurd", absurd);
    refusedFrom(
        1,
        """
        kobako: /absurd: malformed ELF file: DT_STRTAB is 0x7fffffff0000, an address that no PT_LOAD segment holds
        remedy: replace the file by an intact copy
        """,
        "/absurd");
  }

  @Test
  void moreProgramHeadersThanTheFileHasBytes() throws Exception {
    byte[] many =
        ElfBuilder.elf64()
            .interpreter("/lib/ld.so")
            .damage(bytes -> bytes.putShort(56, (short) 0xfffe))
            .build();
    program("many", many);
    refusedFrom(
        1,
        """
        kobako: /many: malformed ELF file: there are 65534 program headers, expected at most 1170
        remedy: replace the file by an intact copy
        """,
        "/many");
  }

  @Test
  void aLibraryThatIsNowhere() throws Exception {
    program("lib/ld-linux-x86-64.so.2", ElfBuilder.elf64().type(3).build());
    program(
        "prog",
        ElfBuilder.elf64()
            .interpreter("/lib/ld-linux-x86-64.so.2")
            .needed("libnowhere.so.7")
            .build());
    refusedFrom(
        1,
        """
        kobako: /prog: needs libnowhere.so.7: not found, looked into /lib/x86_64-linux-gnu /usr/lib/x86_64-linux-gnu /lib64 /usr/lib64 /lib /usr/lib
        remedy: put the file where it is looked for, or set LD_LIBRARY_PATH with --env
        """,
        "/prog");
  }

  @Test
  void librariesThatNeedEachOtherAreTakenOnce() throws Exception {
    program("lib/ld-linux-x86-64.so.2", ElfBuilder.elf64().type(3).build());
    program("lib/liba.so", ElfBuilder.elf64().type(3).soname("liba.so").needed("libb.so").build());
    program("lib/libb.so", ElfBuilder.elf64().type(3).soname("libb.so").needed("liba.so").build());
    program(
        "prog",
        ElfBuilder.elf64().interpreter("/lib/ld-linux-x86-64.so.2").needed("liba.so").build());
    Kobako.Result result =
        refused.kobako().run("bundle", "--from", "rootfs:" + root, "--list", "/prog").done();
    assertThat(result.lines())
        .containsExactly("/lib/ld-linux-x86-64.so.2", "/lib/liba.so", "/lib/libb.so", "/prog");
  }

  @Test
  void aLinkLoop() throws Exception {
    Files.createSymbolicLink(root.resolve("here"), Path.of("there"));
    Files.createSymbolicLink(root.resolve("there"), Path.of("here"));
    refusedFrom(
        2,
        """
        kobako: /here: is a link of more than 40 links in rootfs:TEMP/root
        remedy: check the name, or give the program's path
        """,
        "/here");
  }

  @Test
  void scriptsThatInterpretEachOtherAreTakenOnce() throws Exception {
    program("one", "#!/two\n".getBytes(UTF_8));
    program("two", "#!/one\n".getBytes(UTF_8));
    Kobako.Result result =
        refused.kobako().run("bundle", "--from", "rootfs:" + root, "--list", "/one").done();
    assertThat(result.lines()).containsExactly("/one", "/two");
  }

  @Test
  void aProgramThatIsNotThere() throws Exception {
    refusedFrom(
        2,
        """
        kobako: /opt/nothing: is not there in rootfs:TEMP/root
        remedy: check the name, or give the program's path
        """,
        "/opt/nothing");
  }

  @Test
  void aNameThatIsInNoFolderOfThePath() throws Exception {
    refusedFrom(
        2,
        """
        kobako: nothing: no such program in rootfs:TEMP/root, looked into /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin
        remedy: check the name, or give the program's path
        """,
        "nothing");
  }

  private void program(String name, byte[] bytes) throws Exception {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void refusedFrom(int code, String message, String program) throws Exception {
    for (List<String> end : List.of(List.of("--layers=1", "--list"), List.of("-t", "after"))) {
      refused.says(
          code,
          message,
          "bundle",
          "--from",
          "rootfs:" + root,
          program,
          end.getFirst(),
          end.getLast());
    }
  }
}
