package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every damaged or malicious tar ends in one message that says where and what. */
class HostileTarTest {
  private static final String REMEDY =
      "\nremedy: the tar is damaged or its maker is faulty: fetch or build it again";

  @Test
  void aSizeBeyondTheEnd() {
    assertFinding(
        new TarBuilder().rawHeader(h -> h.name("a").size(10_000_000_000L)).data(new byte[100]),
        "at byte 0: a content of 10000000000 bytes, but the tar has only 1536 left");
  }

  @Test
  void negativeSizes() {
    assertFinding(
        new TarBuilder().rawHeader(h -> h.name("a").size(-512)),
        "at byte 0: a size of -512 bytes, expected 0 or more");
    assertFinding(
        new TarBuilder().pax(Map.of("size", "-1")).file("a", 0644, ""),
        "at byte 0: a size of -1 bytes, expected 0 or more");
  }

  @Test
  void numbersThatAreNone() {
    assertFinding(
        new TarBuilder().rawHeader(h -> h.name("a").raw(124, new byte[] {'1', 'x', '\n'})),
        "at byte 0: a size of '1x\\x0a00000000\\x00', expected octal");
    assertFinding(
        new TarBuilder()
            .rawHeader(h -> h.name("a").base256(124, 12, Long.MAX_VALUE).raw(125, new byte[] {9})),
        "at byte 0: a size of more than 63 bits");
    assertFinding(
        new TarBuilder().pax(Map.of("uid", "0x10")).file("a", 0644, ""),
        "at byte 0: PAX record uid is '0x10', expected a whole number");
    assertFinding(
        new TarBuilder().pax(Map.of("mtime", "1e9")).file("a", 0644, ""),
        "at byte 0: PAX record mtime is '1e9', expected seconds");
    assertFinding(
        new TarBuilder().owner(1L << 32, 0).file("a", 0644, ""),
        "at byte 0: a uid of 4294967296, expected 0 to 4294967295");
    assertFinding(
        new TarBuilder().mtime(Long.MAX_VALUE).file("a", 0644, ""),
        "at byte 0: a time of 9223372036854775807 seconds, which is out of any calendar");
  }

  @Test
  void aWrongChecksum() {
    assertFinding(
        new TarBuilder().dir("d/", 0755).rawHeader(h -> h.name("a").checksum(0123)),
        "at byte 512: header with checksum 83, expected 3792");
    byte[] notTar = new byte[2048];
    Arrays.fill(notTar, (byte) '0');
    assertFinding(notTar, "at byte 0: header with checksum 0, expected 24448");
  }

  @Test
  void truncations() {
    byte[] tar = new TarBuilder().file("a", 0644, "x".repeat(600)).bytes();
    assertFinding(Arrays.copyOf(tar, 100), "at byte 0: a header of 100 bytes, expected 512");
    assertFinding(
        Arrays.copyOf(tar, 1000),
        "at byte 0: a content of 600 bytes, but the tar has only 488 left");
    assertFinding(
        new TarBuilder().dir("a/", 0).raw(new byte[512]).dir("b/", 0),
        "at byte 512: a zero block with no second one after it, but more data");
    assertFinding(
        new TarBuilder().gnuLongName("x"),
        "at byte 1024: the end, expected the member that the extended header before it is for");
  }

  @Test
  void absurdExtensions() {
    assertFinding(
        new TarBuilder().rawHeader(h -> h.gnu().type('L').name("l").size(2_147_483_648L)),
        "at byte 0: an extended header of 2147483648 bytes, expected at most 1048576");
    assertFinding(
        new TarBuilder().rawHeader(h -> h.type('x').name("x").size(1_000_000)),
        "at byte 0: a content of 1000000 bytes, but the tar has only 1024 left");
  }

  @Test
  void absurdPaxRecords() {
    assertPax(
        "999999999999 path=a\n",
        "at byte 0: a PAX record with length 999999999999 where 20 are left");
    assertPax("3 a\n", "at byte 0: a PAX record with length 3 where 4 are left");
    String noLength = "at byte 0: a PAX record that does not start with its length and a space";
    assertPax("-5 path=a\n", noLength);
    assertPax("99999999999999999999999 path=a\n", noLength);
    assertPax("12", noLength);
    String noPair = "at byte 0: a PAX record that is not key=value and a line end";
    assertPax("9 path=a\0", noPair);
    assertPax("8 path a\n", noPair);
    assertPax("5 =a\n", noPair);
    assertPax(
        "34 LIBARCHIVE.xattr.user.a=!!!!!!\n",
        "at byte 0: PAX record LIBARCHIVE.xattr.user.a is not base64");
  }

  @Test
  void badNames() {
    assertFinding(
        new TarBuilder().file("", 0644, ""),
        "at byte 0: the root as something other than a directory");
    assertFinding(new TarBuilder().symlink("a", ""), "at byte 0: an empty link target");
    assertFinding(
        new TarBuilder().pax(Map.of("path", "a\0b")).file("a", 0644, ""),
        "at byte 0: a name with a NUL byte: a\\x00b");
    assertFinding(
        new TarBuilder().gnuLongName("a/".repeat(2049)).file("a", 0644, ""),
        "at byte 0: a name of 4098 bytes, expected at most 4096");
    assertFinding(
        new TarBuilder().gnuLongLink("a/".repeat(2049)).symlink("a", "b"),
        "at byte 0: a link target of 4098 bytes, expected at most 4096");
    assertFinding(
        new TarBuilder().gnuLongName("ä".repeat(128)).file("a", 0644, ""),
        "at byte 0: a file name of 256 bytes, expected at most 255");
  }

  @Test
  void unknownTypes() {
    assertFinding(
        new TarBuilder().rawHeader(h -> h.type('M').name("a\nb")),
        "at byte 0: a member of unknown type 'M': a\\x0ab");
  }

  @Test
  void badSparseMaps() {
    assertSparse("10", "4,2,5,2", "a sparse stretch at 5 after one that ends at 6, expected order");
    assertSparse("10", "4,2,0,2", "a sparse stretch at 0 after one that ends at 6, expected order");
    assertSparse("10", "8,4", "a sparse stretch that ends at 12 in a file of 10 bytes");
    assertSparse("10", "0,2", "sparse stretches of 2 bytes, but the tar holds 4");
    assertSparse("10", "0,-4", "a sparse stretch at 0 of -4 bytes");
    assertSparse("10", "0", "GNU.sparse.map with 1 numbers, expected pairs");
    assertSparse(
        "900000000000000000",
        "0,4",
        "a sparse file of 900000000000000000 bytes, expected at most 17592186044416");
    assertFinding(
        new TarBuilder()
            .paxRaw('x', "25 GNU.sparse.numbytes=2\n".getBytes(StandardCharsets.US_ASCII))
            .file("f", 0644, ""),
        "at byte 0: GNU.sparse.numbytes without a GNU.sparse.offset before it");
  }

  @Test
  void badSparseMapsInTheData() {
    Map<String, String> pax = new LinkedHashMap<>();
    pax.put("GNU.sparse.major", "1");
    pax.put("GNU.sparse.realsize", "10");
    String noNumber = "at byte 0: a sparse map with a line that is no number";
    assertFinding(new TarBuilder().pax(pax).file("f", 0644, "1\nx\n"), noNumber);
    assertFinding(new TarBuilder().pax(pax).file("f", 0644, "999999999\n0\n"), noNumber);
    assertFinding(new TarBuilder().pax(pax).file("f", 0644, "9".repeat(600)), noNumber);
    pax.remove("GNU.sparse.realsize");
    assertFinding(
        new TarBuilder().pax(pax).file("f", 0644, "0\n"),
        "at byte 0: a sparse file without GNU.sparse.realsize");
  }

  @Test
  void aSparseMapThatGoesOnForever() {
    assertFinding(
        new TarBuilder()
            .rawHeader(h -> h.gnu().type('S').name("f").octal(483, 12, 0).raw(482, new byte[] {1}))
            .bytesWithoutEnd(),
        "at byte 0: a sparse map that goes on beyond the end of the tar");
  }

  @Test
  void tooManyEntries() {
    byte[] tar = new TarBuilder().dir("a/", 0).dir("b/", 0).dir("c/", 0).bytes();
    TarLimits limits = TarLimits.DEFAULT.withEntries(2);
    LayerTar layer = new LayerTar(Content.of(tar), "layer 0", "");
    assertThatThrownBy(() -> LayeredTree.fromLayers(List.of(layer), limits))
        .isInstanceOf(KobakoException.class)
        .hasMessage("layer 0 at byte 1024: more than 2 entries" + REMEDY);
  }

  @Test
  void anyDamagedByteIsAFindingOrHarmless() throws IOException {
    Map<String, String> pax = new LinkedHashMap<>();
    pax.put("path", "long");
    pax.put("mtime", "1.5");
    pax.put("GNU.sparse.size", "14");
    pax.put("GNU.sparse.map", "4,2,10,2");
    byte[] tar =
        new TarBuilder()
            .dir("d/", 0755)
            .pax(pax)
            .file("f", 0644, "ABCD")
            .gnuLongName("n".repeat(120))
            .hardlink("h", "long")
            .whiteout("d")
            .charDevice("c", 0666, 1, 3)
            .bytes();
    Random random = new Random(42);
    int findings = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = tar.clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      if (i % 2 == 0) {
        mendChecksums(damaged);
      }
      try {
        TreeDump.dump(Layers.tree(Arrays.copyOf(damaged, random.nextInt(damaged.length + 1))));
      } catch (KobakoException e) {
        findings++;
      }
    }
    assertThat(findings).isBetween(1000, 20_000);
  }

  @Test
  void randomHeadersNeverThrowAnythingElse() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      byte[] block = new byte[1536];
      random.nextBytes(block);
      for (int field = 100; field < 148; field++) {
        block[field] = (byte) ('0' + random.nextInt(8));
      }
      block[156] = (byte) "01234567xgLKSV".charAt(random.nextInt(14));
      block[124] = block[125] = block[126] = block[127] = '0';
      block[128] = block[129] = block[130] = block[131] = '0';
      mendChecksums(block);
      assertThatCode(
              () -> {
                try {
                  Layers.tree(block);
                } catch (KobakoException e) {
                  assertThat(e).hasMessageStartingWith("layer 0 at byte ");
                }
              })
          .doesNotThrowAnyException();
    }
  }

  private static void mendChecksums(byte[] tar) {
    for (int at = 0; at + 512 <= tar.length; at += 512) {
      Arrays.fill(tar, at + 148, at + 156, (byte) ' ');
      int sum = 0;
      for (int i = at; i < at + 512; i++) {
        sum += tar[i] & 0xFF;
      }
      if (sum != 256) {
        byte[] digits = String.format("%06o", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, tar, at + 148, 6);
      } else {
        Arrays.fill(tar, at + 148, at + 156, (byte) 0);
      }
    }
  }

  private static void assertSparse(String size, String map, String fact) {
    Map<String, String> pax = new LinkedHashMap<>();
    pax.put("GNU.sparse.size", size);
    pax.put("GNU.sparse.map", map);
    assertFinding(new TarBuilder().pax(pax).file("f", 0644, "ABCD"), "at byte 0: " + fact);
  }

  private static void assertPax(String records, String message) {
    assertFinding(
        new TarBuilder()
            .paxRaw('x', records.getBytes(StandardCharsets.US_ASCII))
            .file("a", 0644, ""),
        message);
  }

  private static void assertFinding(TarBuilder tar, String message) {
    assertFinding(tar.bytes(), message);
  }

  private static void assertFinding(byte[] tar, String message) {
    assertThatThrownBy(() -> Layers.tree(tar))
        .isInstanceOf(KobakoException.class)
        .hasMessage("layer 0 " + message + REMEDY);
  }
}
