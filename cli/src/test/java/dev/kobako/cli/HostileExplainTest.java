package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.OciLayout;
import dev.kobako.image.Platform;
import dev.kobako.testkit.MisbehavingRegistry;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images that were made to take all memory or for ever: {@code kobako explain} shows them or says
 * why it does not, in a small heap and with the stacks that its launcher gives it.
 */
@Timeout(900)
class HostileExplainTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Compression QUICK = new Compression.Gzip(1);
  private static final String REMEDY =
      "remedy: what makes so many files is no ordinary image: look into it with tar\n";

  @TempDir Path temp;
  private Kobako kobako;

  private interface Members {
    void writeTo(OutputStream out) throws IOException;
  }

  @BeforeEach
  void prepare() {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp).with("HOME", temp.toString());
  }

  private Kobako.Result explain(String heap, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("explain", "-q"));
    words.addAll(Arrays.asList(arguments));
    List<String> options = List.of("-Xmx" + heap, "-Xss512k");
    try (KobakoProcess process =
        KobakoProcess.start(kobako, options, words.toArray(new String[0]))) {
      return process.result(PATIENCE);
    }
  }

  private Layer layer(Compression compression, Members members) {
    return LayerWriter.write(
        temp,
        compression,
        out -> {
          members.writeTo(out);
          out.write(new byte[2 * TarBuilder.BLOCK]);
        });
  }

  /** So many empty files. */
  private static Members files(int count, IntFunction<String> name) {
    return out -> {
      TarBuilder some = new TarBuilder();
      for (int i = 0; i < count; i++) {
        some.file(name.apply(i), 0644, "");
        if (i % 1000 == 999) {
          out.write(some.bytesWithoutEnd());
          some = new TarBuilder();
        }
      }
      out.write(some.bytesWithoutEnd());
    };
  }

  private String image(Layer... layers) {
    ImageAssembly assembly =
        ImageAssembly.scratch(
            ImageConfig.builder().platform(Platform.parse("linux/amd64")).build());
    for (Layer layer : layers) {
      assembly = assembly.plus(layer, HistoryEntry.of(Instant.EPOCH, "COPY . /"));
    }
    new OciLayout(temp.resolve("image")).write(assembly.image(Instant.EPOCH), "1");
    return "oci:image:1";
  }

  @Test
  void aLayerThatUnpacksToFarMoreThanItIs() throws Exception {
    long size = (1L << 30) + (64 << 20);
    Layer bomb =
        layer(
            Compression.ZSTD,
            out -> {
              out.write(
                  new TarBuilder()
                      .rawHeader(header -> header.name("zeros").size(size))
                      .bytesWithoutEnd());
              byte[] zeros = new byte[1 << 20];
              for (long i = 0; i < size; i += zeros.length) {
                out.write(zeros);
              }
            });
    Kobako.Result result = explain("256m", image(bomb));
    assertThat(result.err())
        .startsWith("kobako: layer " + bomb.descriptor().digest() + ": ")
        .contains("\nremedy: ");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void moreLayersThanAnybodyHas() throws Exception {
    try (MisbehavingRegistry registry = MisbehavingRegistry.start()) {
      byte[][] layers = new byte[5000][];
      Arrays.fill(layers, new TarBuilder().file("a", 0644, "a").bytes());
      registry.putImage("app", "1", layers);
      String image = registry.address() + "/app:1";
      assertThat(explain("256m", "--insecure", "docker://" + image))
          .isEqualTo(
              new Kobako.Result(
                  1, "", "kobako: docker://" + image + ": 5000 layers, at most 2048 are read\n"));
    }
  }

  private static Kobako.Result tooMuch(String layer, String what) {
    return new Kobako.Result(
        1,
        "",
        "kobako: layer " + layer + ": with it the image has more than " + what + "\n" + REMEDY);
  }

  @Test
  void aMillionFilesAreShownAndOneMoreIsRefused() throws Exception {
    Layer million = layer(QUICK, files(1_000_000, i -> "srv/" + i / 1000 + "/" + i));
    assertThat(explain("1g", image(million)).done().out()).contains("1000000 files");
    Layer other = layer(QUICK, files(1, _ -> "opt/a"));
    Kobako.Result refused = explain("1g", image(million, other));
    // both are read at the same time, so either may be the one that comes too late
    String err = refused.err().replaceAll("sha256:[0-9a-f]{64}", "DIGEST");
    assertThat(new Kobako.Result(refused.code(), refused.out(), err))
        .isEqualTo(tooMuch("DIGEST", "1000000 entries in its layers"));
  }

  /** 5 GB of headers. */
  @Test
  void tenMillionEntriesAreRefused() throws Exception {
    TarBuilder some = new TarBuilder();
    for (int i = 0; i < 1000; i++) {
      some.file("srv/" + i, 0644, "");
    }
    byte[] thousand = some.bytesWithoutEnd();
    Layer layer =
        layer(
            Compression.ZSTD,
            out -> {
              for (int i = 0; i < 10_000; i++) {
                out.write(thousand);
              }
            });
    assertThat(explain("512m", image(layer)))
        .isEqualTo(
            tooMuch(layer.descriptor().digest().toString(), "1000000 entries in its layers"));
  }

  @Test
  void anImageForWhichTheMemoryIsTooSmallIsNoFinding() throws Exception {
    Layer layer = layer(QUICK, files(400_000, i -> "srv/" + i / 1000 + "/" + i));
    Kobako.Result result = explain("64m", image(layer), "--max-size", "1GB");
    assertThat(result.err())
        .matches(
            "kobako: explain: it needs more memory than the [0-9.]+ MB that it may take"
                + " \\(.*\\)\n"
                + "remedy: give it more, if what is read can be trusted:"
                + " KOBAKO_JAVA_OPTS=-Xmx4g\n");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void namesThatAreMostOfTheImage() throws Exception {
    String folder = "srv/" + ("n".repeat(240) + "/").repeat(15);
    Layer layer =
        layer(
            QUICK,
            out -> {
              for (int i = 0; i < 70_000; i++) {
                String name = folder + i;
                out.write(
                    new TarBuilder()
                        .pax(Map.of("path", name))
                        .file("f", 0644, "")
                        .bytesWithoutEnd());
              }
            });
    assertThat(explain("512m", image(layer)))
        .isEqualTo(
            tooMuch(
                layer.descriptor().digest().toString(),
                "201326592 characters in names, link targets and extended attributes of its"
                    + " layers"));
  }

  /** About as deep as a path of 4,096 bytes can be. */
  @Test
  void foldersInFoldersThatComeAndGo() throws Exception {
    int depth = 2045;
    TarBuilder first = new TarBuilder();
    TarBuilder second = new TarBuilder();
    for (int i = 1; i <= depth; i++) {
      String path = "a/".repeat(i);
      first.pax(Map.of("path", path)).dir("d", 0755);
      second.pax(Map.of("path", "a/".repeat(i - 1) + ".wh.a")).file("f", 0644, "");
    }
    first.pax(Map.of("path", "a/".repeat(depth) + "f")).file("f", 0644, "bytes");
    TarBuilder third =
        new TarBuilder().pax(Map.of("path", "a/".repeat(depth) + "g")).file("f", 0644, "b");
    TarBuilder fourth = new TarBuilder().file("a", 0644, "no folder");
    String deep = image(layer(Compression.NONE, out -> out.write(first.bytesWithoutEnd())));
    assertThat(explain("256m", deep).done().out()).contains("5 B visible in 1 file, 0 B wasted");
    String image =
        image(
            layer(Compression.NONE, out -> out.write(first.bytesWithoutEnd())),
            layer(Compression.NONE, out -> out.write(second.bytesWithoutEnd())),
            layer(Compression.NONE, out -> out.write(third.bytesWithoutEnd())),
            layer(Compression.NONE, out -> out.write(fourth.bytesWithoutEnd())));
    assertThat(explain("256m", image).done().out()).contains("9 B visible in 1 file, 6 B wasted");
    assertThat(explain("256m", image, "--json").done().out()).contains("\"wastedSize\" : 6,");
    explain("256m", image, "--html", "a.html").succeeded();
  }
}
