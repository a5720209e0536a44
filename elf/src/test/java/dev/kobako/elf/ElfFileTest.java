package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElfFileTest {
  private static final int VERNEED = 0x6ffffffe;
  private static final int VERNEEDNUM = 0x6fffffff;
  private static final int GNU_HASH = 0x6ffffef5;

  static Stream<ElfBuilder> everyShape() {
    return Stream.of(
        ElfBuilder.elf64(),
        ElfBuilder.elf64().bigEndian(),
        ElfBuilder.elf32(),
        ElfBuilder.elf32().bigEndian());
  }

  @ParameterizedTest
  @MethodSource("everyShape")
  void everyFactIsReadInBothClassesAndByteOrders(ElfBuilder shape) throws IOException {
    ElfFile elf =
        read(
            shape
                .interpreter("/lib/ld.so")
                .needed("libb.so", "liba.so")
                .soname("libme.so.1")
                .rpath("/one:/two")
                .runpath("$ORIGIN/../lib")
                .auxiliary("libaux.so")
                .filter("libfilter.so")
                .flags1(0x800)
                .imports("printf")
                .imports("dlopen")
                .exports("answer"));
    assertThat(elf.type()).isEqualTo(ElfType.DYN);
    assertThat(elf.interpreter()).contains("/lib/ld.so");
    assertThat(elf.isDynamic()).isTrue();
    assertThat(elf.needed()).containsExactly("libb.so", "liba.so");
    assertThat(elf.soname()).contains("libme.so.1");
    assertThat(elf.rpath()).contains("/one:/two");
    assertThat(elf.runpath()).contains("$ORIGIN/../lib");
    assertThat(elf.auxiliaries()).containsExactly("libaux.so");
    assertThat(elf.filters()).containsExactly("libfilter.so");
    assertThat(elf.noDefaultLibraries()).isTrue();
    assertThat(elf.importedSymbols()).containsExactly("dlopen", "printf");
    assertThat(elf.exportedSymbols()).containsExactly("answer");
    assertThat(elf.sections()).isEmpty();
    assertThat(elf.buildId()).isEmpty();
  }

  @Test
  void classOrderAndMachineAreToldApart() throws IOException {
    ElfFile wide = read(ElfBuilder.elf64());
    ElfFile narrow = read(ElfBuilder.elf32().bigEndian().machine(8));
    assertThat(wide.elfClass()).isEqualTo(ElfClass.ELF64);
    assertThat(wide.byteOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(wide.machine()).isEqualTo(62);
    assertThat(narrow.elfClass()).isEqualTo(ElfClass.ELF32);
    assertThat(narrow.byteOrder()).isEqualTo(ByteOrder.BIG_ENDIAN);
    assertThat(narrow.machine()).isEqualTo(8);
  }

  @Test
  void whatDoesNotStartWithTheMagicIsNoElf() throws IOException {
    assertThat(ElfFile.read(FakeView.channel(new byte[0]), "x")).isEmpty();
    byte[] script = "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(ElfFile.read(FakeView.channel(script), "x")).isEmpty();
  }

  @Test
  void identBytesThatTheKernelDoesNotReadMayBeWrong() throws IOException {
    ElfFile elf =
        read(
            ElfBuilder.elf64()
                .needed("liba.so")
                .damage(bytes -> bytes.put(4, (byte) 9).put(5, (byte) 2)));
    assertThat(elf.needed()).containsExactly("liba.so");
    assertThat(elf.identTrue()).isFalse();
  }

  @Test
  void aHugeStringTableSizeIsIgnoredAsLoadersDo() throws IOException {
    ElfFile elf =
        read(ElfBuilder.elf64().needed("liba.so").imports("f").damageTag(ElfBuilder.STRSZ, -1));
    assertThat(elf.needed()).containsExactly("liba.so");
    assertThat(elf.importedSymbols()).containsExactly("f");
  }

  @Test
  void aFileWithoutDynamicSectionHasNoNeeds() throws IOException {
    ElfFile elf = read(ElfBuilder.elf64().type(2).isStatic());
    assertThat(elf.isDynamic()).isFalse();
    assertThat(elf.needed()).isEmpty();
    assertThat(elf.importedSymbols()).isEmpty();
  }

  @Test
  void aDamagedHashTableCostsTheSymbolsOnly() throws IOException {
    ElfFile elf =
        read(
            ElfBuilder.elf64()
                .needed("liba.so")
                .imports("f")
                .damageTag(4, 1L << 40)
                .tag(GNU_HASH, -1));
    assertThat(elf.needed()).containsExactly("liba.so");
    assertThat(elf.importedSymbols()).isEmpty();
  }

  @Test
  void aVersionTableWithoutNamesIsAFinding() {
    refused(
        ElfBuilder.elf64()
            .needed("liba.so")
            .tag(VERNEED, ElfBuilder.BASE)
            .tag(VERNEEDNUM, Long.MAX_VALUE)
            .damage(bytes -> bytes.putInt(8, 0).putInt(12, 0)),
        "a.out: malformed ELF file: DT_VERNEED names string 65794, but the string table has 176"
            + " bytes at most");
  }

  @Test
  void aCutOffHeaderIsAFinding() {
    refused(
        ElfBuilder.elf64().length(20),
        "a.out: malformed ELF file: the file has 20 bytes, but its header alone takes 52 or more");
    refused(
        ElfBuilder.elf64().length(60),
        "a.out: malformed ELF file: the file has 60 bytes, but its header alone takes 64");
  }

  @Test
  void programHeadersMustBeThereAndOfTheRightSize() {
    refused(
        ElfBuilder.elf64().damage(bytes -> bytes.putShort(54, (short) 8)),
        "a.out: malformed ELF file: a program header has 8 bytes, expected 56");
    refused(
        ElfBuilder.elf64().damage(bytes -> bytes.putShort(56, (short) 0xfffe)),
        "a.out: malformed ELF file: there are 65534 program headers, expected at most 1170");
    refused(
        ElfBuilder.elf64().length(300).damage(bytes -> bytes.putLong(32, -1)),
        "a.out: malformed ELF file: the program headers lie at byte 18446744073709551615 and are"
            + " 112 bytes long, but the file has 300 bytes");
  }

  @Test
  void theInterpreterMustBeAShortTextThatEndsWithNul() {
    ElfBuilder huge = ElfBuilder.elf64().interpreter("/ld.so");
    int header = huge.segmentHeader(3);
    refused(
        huge.damage(bytes -> bytes.putLong(header + 32, 1L << 62)),
        "a.out: malformed ELF file: the interpreter's path has 4611686018427387904 bytes,"
            + " expected 2 to 4096");
    refused(
        ElfBuilder.elf64().interpreter("/ld.so").damage(bytes -> bytes.putLong(header + 32, 6)),
        "a.out: malformed ELF file: the interpreter's path ends with byte 0x6f, expected NUL");
  }

  @Test
  void aDynamicSectionOutsideTheFileIsAFinding() {
    ElfBuilder elf = ElfBuilder.elf64().needed("liba.so").length(400);
    int header = elf.segmentHeader(2);
    refused(
        elf.damage(bytes -> bytes.putLong(header + 8, 5000)),
        "a.out: malformed ELF file: the dynamic section lies at byte 5000 and is 96 bytes long,"
            + " but the file has 400 bytes");
    refused(
        ElfBuilder.elf64()
            .needed("liba.so")
            .length(1 << 21)
            .damage(bytes -> bytes.putLong(header + 8, 0).putLong(header + 32, 1 << 21)),
        "a.out: malformed ELF file: the dynamic section has 131072 entries, expected at most"
            + " 65536");
  }

  @Test
  void stringsMustLieInTheirSegment() {
    refused(
        ElfBuilder.elf64().needed("liba.so").damageTag(ElfBuilder.STRTAB, 0x7fffffffffffL),
        "a.out: malformed ELF file: DT_STRTAB is 0x7fffffffffff, an address that no PT_LOAD"
            + " segment holds");
    refused(
        ElfBuilder.elf64().needed("liba.so").damageTag(ElfBuilder.NEEDED, 0xfffffff0L),
        "a.out: malformed ELF file: DT_NEEDED names string 4294967280, but the string table has"
            + " 144 bytes at most");
  }

  @Test
  void damagedTablesOfWhatIsNeverLoadedAreNoFinding() throws IOException {
    ElfFile elf = read(ElfBuilder.elf64().type(1).damage(bytes -> bytes.putLong(32, -1)));
    assertThat(elf.type()).isEqualTo(ElfType.REL);
    assertThat(elf.segments()).isEmpty();
  }

  @Test
  void randomDamageEndsInAFileOrAFinding() throws IOException {
    byte[] good =
        ElfBuilder.elf64()
            .interpreter("/ld.so")
            .needed("liba.so")
            .runpath("/x")
            .imports("f")
            .exports("g")
            .constant("text")
            .build();
    Random random = new Random(1);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = Arrays.copyOf(good, i % 3 == 0 ? random.nextInt(good.length) : good.length);
      for (int j = random.nextInt(6); j >= 0 && bad.length > 4; j--) {
        bad[4 + random.nextInt(bad.length - 4)] = (byte) random.nextInt();
      }
      try {
        var elf = ElfFile.read(FakeView.channel(bad), "bad");
        if (elf.isPresent()) {
          read++;
          assertThat(elf.get().importedSymbols().size() + elf.get().exportedSymbols().size())
              .isLessThan(100);
          ElfStrings.forEach(FakeView.channel(bad), elf.get(), 1, text -> {});
          ElfStripper.strip(FakeView.channel(bad), elf.get());
        }
      } catch (KobakoException e) {
        refused++;
        assertThat(e.diagnostic().fact()).startsWith("malformed ELF file: ");
      }
    }
    assertThat(read).isGreaterThan(1000);
    assertThat(refused).isGreaterThan(1000);
  }

  private static ElfFile read(ElfBuilder elf) throws IOException {
    return ElfFile.read(FakeView.channel(elf.build()), "a.out").orElseThrow();
  }

  private static void refused(ElfBuilder elf, String message) {
    assertThatThrownBy(() -> read(elf))
        .isInstanceOf(KobakoException.class)
        .hasMessage(message + "\nremedy: replace the file by an intact copy");
  }
}
