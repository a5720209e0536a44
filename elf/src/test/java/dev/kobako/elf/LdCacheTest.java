package dev.kobako.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LdCacheTest {
  private static final Path LDCONFIG = Path.of("/usr/sbin/ldconfig");
  private static final Path HOST_CACHE = Path.of("/etc/ld.so.cache");
  private static final List<LdCache.Entry> ENTRIES =
      List.of(
          entry("liba.so.1", "/x/liba.so.1"),
          entry("liba.so.10", "/x/liba.so.10"),
          entry("liba.so.2", "/x/liba.so.2"),
          new LdCache.Entry(
              "liba.so.2",
              "/x/glibc-hwcaps/x86-64-v3/liba.so.2",
              0x303,
              Optional.of("x86-64-v3"),
              0),
          entry("libb.so", "/y/libb.so"));

  @TempDir Path temp;

  @Test
  void whatWasWrittenIsReadInTheOrderThatALoaderSearches() {
    assertThat(LdCache.read(LdCache.write(ENTRIES), "cache").entries())
        .extracting(LdCache.Entry::path)
        .containsExactly(
            "/y/libb.so",
            "/x/liba.so.10",
            "/x/glibc-hwcaps/x86-64-v3/liba.so.2",
            "/x/liba.so.2",
            "/x/liba.so.1");
    assertThat(LdCache.write(ENTRIES.reversed())).isEqualTo(LdCache.write(ENTRIES));
  }

  @Test
  void theRealLdconfigPrintsWhatWasWritten() throws Exception {
    assumeTrue(Files.isExecutable(LDCONFIG), "needs ldconfig");
    Path file = Files.write(temp.resolve("cache"), LdCache.write(ENTRIES));
    assertThat(ldconfig(file).lines().map(String::strip).filter(line -> line.contains("=>")))
        .containsExactly(
            "libb.so (libc6,x86-64) => /y/libb.so",
            "liba.so.10 (libc6,x86-64) => /x/liba.so.10",
            "liba.so.2 (libc6,x86-64, hwcap: \"x86-64-v3\") => /x/glibc-hwcaps/x86-64-v3/liba.so.2",
            "liba.so.2 (libc6,x86-64) => /x/liba.so.2",
            "liba.so.1 (libc6,x86-64) => /x/liba.so.1");
  }

  @Test
  void theHostsOwnCacheSurvivesReadingAndWriting() throws Exception {
    assumeTrue(Files.isReadable(HOST_CACHE), "needs /etc/ld.so.cache");
    assumeTrue(Files.isExecutable(LDCONFIG), "needs ldconfig");
    LdCache host = LdCache.read(Files.readAllBytes(HOST_CACHE), HOST_CACHE.toString());
    Path copy = Files.write(temp.resolve("cache"), LdCache.write(host.entries()));
    assertThat(entryLines(ldconfig(copy))).isEqualTo(entryLines(ldconfig(HOST_CACHE)));
  }

  @Test
  void theLevelsOfACpuAreTriedInOrder() throws IOException {
    LdCache cache = LdCache.read(LdCache.write(ENTRIES), "cache");
    ElfFile program = elf(ElfBuilder.elf64());
    assertThat(cache.find("liba.so.2", program, CpuProfile.upTo(4)).orElseThrow().path())
        .isEqualTo("/x/glibc-hwcaps/x86-64-v3/liba.so.2");
    assertThat(cache.find("liba.so.2", program, CpuProfile.upTo(2)).orElseThrow().path())
        .isEqualTo("/x/liba.so.2");
    assertThat(cache.find("liba.so.2", elf(ElfBuilder.elf32()), List.of())).isEmpty();
  }

  @Test
  void theOldFormatIsReadAloneAndWithTheNewOneBehindIt() {
    byte[] old = oldFormat(ByteOrder.LITTLE_ENDIAN);
    assertThat(LdCache.read(old, "cache").entries())
        .containsExactly(new LdCache.Entry("libz", "/z", 3, Optional.empty(), 0));
    assertThat(LdCache.read(oldFormat(ByteOrder.BIG_ENDIAN), "cache").entries())
        .containsExactly(new LdCache.Entry("libz", "/z", 3, Optional.empty(), 0));
    byte[] fresh = LdCache.write(ENTRIES);
    // header and one entry take 28 bytes; the new format starts at the next multiple of 8
    byte[] both = Arrays.copyOf(old, 32 + fresh.length);
    System.arraycopy(fresh, 0, both, 32, fresh.length);
    assertThat(LdCache.read(both, "cache").entries()).hasSize(5);
  }

  @Test
  void aBigEndianCacheIsRead() {
    byte[] little = LdCache.write(List.of(entry("liba.so", "/a")));
    ByteBuffer from = ByteBuffer.wrap(little).order(ByteOrder.LITTLE_ENDIAN);
    byte[] big = little.clone();
    ByteBuffer to = ByteBuffer.wrap(big).order(ByteOrder.BIG_ENDIAN);
    for (int at : new int[] {20, 24, 48, 52, 56, 60}) {
      to.putInt(at, from.getInt(at));
    }
    big[28] = 3;
    assertThat(LdCache.read(big, "cache").entries()).containsExactly(entry("liba.so", "/a"));
  }

  @Test
  void damageIsAFindingWithItsPlace() {
    refused(
        "hello".getBytes(StandardCharsets.US_ASCII),
        "it starts with neither" + " \"glibc-ld.so.cache1.1\" nor \"ld.so-1.7.0\"");
    byte[] good = LdCache.write(List.of(entry("liba.so", "/a")));
    refused(Arrays.copyOf(good, 30), "its header is cut off after 30 bytes");
    byte[] many = good.clone();
    ByteBuffer.wrap(many).order(ByteOrder.LITTLE_ENDIAN).putInt(20, -1);
    refused(many, "it has 83 bytes, too few for 4294967295 entries of 24 bytes");
    byte[] far = good.clone();
    ByteBuffer.wrap(far).order(ByteOrder.LITTLE_ENDIAN).putInt(52, 5000);
    refused(far, "a string lies at byte 5000, but the file has 83 bytes");
    refused(
        Arrays.copyOf(good, 82), "the string at byte 75 does not end with NUL within 4096 bytes");
  }

  @Test
  void everyTruncationAndFlippedByteEndsInACacheOrAFinding() {
    byte[] good = LdCache.write(ENTRIES);
    int refused = 0;
    for (int at = 0; at < good.length; at++) {
      for (byte[] bad : List.of(Arrays.copyOf(good, at), flipped(good, at))) {
        try {
          assertThat(LdCache.read(bad, "cache").entries()).isNotNull();
        } catch (KobakoException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(good.length);
  }

  private static byte[] flipped(byte[] good, int at) {
    byte[] bad = good.clone();
    bad[at] ^= (byte) 0xff;
    return bad;
  }

  private static byte[] oldFormat(ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(36).order(order);
    out.put("ld.so-1.7.0\0".getBytes(StandardCharsets.US_ASCII)).putInt(1);
    out.putInt(3).putInt(0).putInt(5);
    out.put("libz\0/z\0".getBytes(StandardCharsets.US_ASCII));
    return out.array();
  }

  private static LdCache.Entry entry(String name, String path) {
    return new LdCache.Entry(name, path, 0x303, Optional.empty(), 0);
  }

  private static ElfFile elf(ElfBuilder builder) throws IOException {
    return ElfFile.read(FakeView.channel(builder.build()), "elf").orElseThrow();
  }

  private static void refused(byte[] bytes, String fact) {
    assertThatThrownBy(() -> LdCache.read(bytes, "etc/cache"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "etc/cache: malformed ld.so.cache: " + fact + "\nremedy: make it anew with ldconfig");
  }

  private static List<String> entryLines(String text) {
    List<String> lines = new ArrayList<>(text.lines().filter(line -> line.contains("=>")).toList());
    lines.sort(null);
    return lines;
  }

  private static String ldconfig(Path cache) throws IOException {
    Process process =
        new ProcessBuilder(LDCONFIG.toString(), "-p", "-C", cache.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
