package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class ProgramPackageTest {
  private static final NamedPackage MODULE =
      new NamedPackage(Ecosystem.GO, "example.com/tool", "v1.2.3");

  /** Build information as Go 1.18 and newer write it. */
  private static byte[] buildInfo(String modules) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] head = Arrays.copyOf("\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1), 32);
    head[14] = 8;
    head[15] = 2;
    out.writeBytes(head);
    text(out, "go1.22.1");
    text(out, "0123456789abcdef" + modules + "fedcba9876543210");
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    int length = text.length();
    while (length >= 0x80) {
      out.write((length & 0x7f) | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] goProgram(int offset) {
    byte[] info =
        buildInfo(
            """
            path\texample.com/tool/cmd
            mod\texample.com/tool\tv1.2.3\th1:x=
            dep\tgolang.org/x/sys\tv0.1.0\th1:y=
            """);
    byte[] program = new byte[offset + info.length + 100];
    program[0] = 0x7f;
    program[1] = 'E';
    program[2] = 'L';
    program[3] = 'F';
    Arrays.fill(program, 64, offset, (byte) 0xff);
    System.arraycopy(info, 0, program, offset, info.length);
    return program;
  }

  @Test
  void findsTheModuleHoweverTheFileIsCutIntoPieces() {
    byte[] program = goProgram(4096);
    for (int piece : new int[] {1, 7, 16, 1000, program.length}) {
      GoSearch search = new GoSearch();
      for (int at = 0; at < program.length; at += piece) {
        search.take(program, at, Math.min(piece, program.length - at));
      }
      assertThat(search.found()).as("pieces of %d", piece).contains(MODULE);
    }
  }

  @Test
  void findsItInASectionAndNothingInWhatIsNoProgram() throws IOException {
    byte[] program = program(".go.buildinfo", buildInfo("mod\texample.com/tool\tv1.2.3\th1:x=\n"));
    assertThat(ProgramPackage.of("/tool", Content.of(program))).containsExactly(MODULE);
    program[0] = 0;
    assertThat(ProgramPackage.of("/tool", Content.of(program))).isEmpty();
    assertThat(ProgramPackage.of("/tool", Content.of(new byte[0]))).isEmpty();
  }

  @Test
  void buildInformationThatIsCutOffOrOddNamesNobody() {
    byte[] info = buildInfo("mod\texample.com/tool\tv1\t\n");
    for (int length = 0; length < info.length; length++) {
      Optional<NamedPackage> found = GoBuildInfo.module(Arrays.copyOf(info, length));
      assertThat(found.map(NamedPackage::ecosystem))
          .isIn(Optional.empty(), Optional.of(Ecosystem.GO));
    }
    byte[] endless = info.clone();
    Arrays.fill(endless, 32, 44, (byte) 0xff);
    assertThat(GoBuildInfo.module(endless)).isEmpty();
  }

  @Test
  void namesAProgramOfGoItself() throws IOException {
    Path go = Path.of("/usr/local/go/bin/go");
    assumeTrue(Files.isRegularFile(go), "no go in /usr/local/go");
    assertThat(ProgramPackage.of("/go", Content.of(go, Files.size(go))))
        .singleElement()
        .satisfies(found -> assertThat(found.name()).isEqualTo("cmd/go"));
  }

  /** An ELF file with one section. */
  private static byte[] program(String section, byte[] list) {
    byte[] names = ("\0" + section + "\0.shstrtab\0").getBytes(StandardCharsets.ISO_8859_1);
    int headers = (64 + list.length + names.length + 7) & ~7;
    ByteBuffer elf = ByteBuffer.allocate(headers + 3 * 64).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    elf.putShort(16, (short) 3).putShort(18, (short) 62).putInt(20, 1);
    elf.putLong(40, headers).putShort(52, (short) 64).putShort(54, (short) 56);
    elf.putShort(58, (short) 64).putShort(60, (short) 3).putShort(62, (short) 2);
    elf.put(64, list).put(64 + list.length, names);
    elf.putInt(headers + 64, 1).putInt(headers + 68, 1);
    elf.putLong(headers + 88, 64).putLong(headers + 96, list.length);
    elf.putInt(headers + 128, section.length() + 2).putInt(headers + 132, 3);
    elf.putLong(headers + 152, 64 + list.length).putLong(headers + 160, names.length);
    return elf.array();
  }

  private static byte[] packed(String json) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  void findsTheCrateThatAProgramIs() throws IOException {
    byte[] list =
        packed(
            "{\"packages\":[{\"name\":\"memchr\",\"version\":\"2.5.0\"},"
                + "{\"name\":\"ripgrep\",\"version\":\"14.1.0\",\"root\":true}]}");
    assertThat(ProgramPackage.of("/rg", Content.of(program(".dep-v0", list))))
        .isEqualTo(List.of(new NamedPackage(Ecosystem.RUST, "ripgrep", "14.1.0")));
  }

  @Test
  void aListThatIsDamagedOrABombNamesNobody() throws IOException {
    assertThat(ProgramPackage.of("/rg", Content.of(program(".dep-v0", new byte[50])))).isEmpty();
    byte[] bomb = packed("[\"" + "a".repeat(20 << 20) + "\"]");
    assertThat(ProgramPackage.of("/rg", Content.of(program(".dep-v0", bomb)))).isEmpty();
  }
}
