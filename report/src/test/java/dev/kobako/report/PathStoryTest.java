package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PathStoryTest {
  private static final int LARGE = 1 << 20;

  /** Counts the bytes that are read of it. */
  private record Counted(Content content, AtomicLong read) implements Content {
    @Override
    public long size() {
      return content.size();
    }

    @Override
    public InputStream open() {
      throw new AssertionError("read from start to end");
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      SeekableByteChannel channel = content.openChannel();
      return new SeekableByteChannel() {
        @Override
        public int read(ByteBuffer target) throws IOException {
          int count = channel.read(target);
          read.addAndGet(Math.max(0, count));
          return count;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
          return channel.write(source);
        }

        @Override
        public long position() throws IOException {
          return channel.position();
        }

        @Override
        public SeekableByteChannel position(long target) throws IOException {
          channel.position(target);
          return this;
        }

        @Override
        public long size() throws IOException {
          return channel.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
          return channel.truncate(size);
        }

        @Override
        public boolean isOpen() {
          return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    }
  }

  private static LayerTar layer(TarBuilder tar, String instruction, AtomicLong read) {
    return new LayerTar(new Counted(Content.of(tar.bytes()), read), "layer", instruction);
  }

  @Test
  void tellsWhatEachLayerDidWhereALinkLeads() throws IOException {
    AtomicLong read = new AtomicLong();
    List<LayerTar> layers =
        List.of(
            layer(
                new TarBuilder().file("opt/v1/data", 0644, "12345").symlink("opt/now", "v1"),
                "RUN first",
                read),
            layer(new TarBuilder().file("opt/v1/data", 0644, "123456"), "RUN second", read),
            layer(new TarBuilder().whiteout("opt/v1"), "RUN third", read));
    MemoryTree two = PathStory.tree(layers.subList(0, 2));
    assertThat(PathStory.of(layers.subList(0, 2), two, "/opt/now/data"))
        .isEqualTo(
            new PathStory(
                ImagePath.of("/opt/v1/data"),
                true,
                List.of(
                    new PathStory.Event(0, "RUN first", PathStory.Event.What.ADDED, 5),
                    new PathStory.Event(1, "RUN second", PathStory.Event.What.CHANGED, 6))));
    PathStory gone = PathStory.of(layers, PathStory.tree(layers), "/opt/v1/data");
    assertThat(gone.visible()).isFalse();
  }

  @Test
  void instructionsAreToldWithoutTheSecretsInThem() throws IOException {
    // put together here, so that no scanner of sources takes it for a real one
    String token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    List<LayerTar> layers =
        List.of(
            layer(
                new TarBuilder().file("a", 0644, ""),
                "RUN |1 T=" + token + " /bin/sh -c make",
                new AtomicLong()));
    assertThat(PathStory.of(layers, PathStory.tree(layers), "/a").events())
        .extracting(PathStory.Event::instruction)
        .containsExactly("RUN |1 T=*** /bin/sh -c make");
  }

  /** The last name of a path stays in memory, and a million of them are as long as they are. */
  @Test
  void theNamesOfAnEntryCountAsWhatStaysInMemory() {
    ScanAllowance allowance = new ScanAllowance(9, 5 + 6);
    Entry link = new Entry.Symlink(Attributes.of(0777), "target");
    allowance.take("layer x", "12345", link);
    ScanAllowance less = new ScanAllowance(9, 5 + 5);
    assertThatThrownBy(() -> less.take("layer x", "12345", link))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            layer x: with it the image has more than 10 characters in names, link targets and extended attributes of its layers
            remedy: what makes so many files is no ordinary image: look into it with tar\
            """);
  }

  /** Some hundred members with paths of four thousand characters are no megabyte when packed. */
  @Test
  void directoriesThatAreOnlyNamedInPathsHaveAnEnd() {
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 500; i++) {
      tar.gnuLongName(i + "/a".repeat(2045)).file("long", 0644, "");
    }
    List<LayerTar> layers = List.of(new LayerTar(Content.of(tar.bytes()), "layer x", ""));
    assertThatThrownBy(() -> PathStory.tree(layers))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            layer x at byte 2498560: more than 1000000 directories that are only named in paths
            remedy: the tar is damaged or its maker is faulty: fetch or build it again\
            """);
  }

  @Test
  void readsHeadersAndNoLargeFiles() throws IOException {
    AtomicLong read = new AtomicLong();
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 40; i++) {
      tar.file("opt/" + i, 0644, new byte[LARGE]);
    }
    List<LayerTar> layers = List.of(layer(tar, "RUN it", read));
    PathStory story = PathStory.of(layers, PathStory.tree(layers), "/opt/7");
    assertThat(story.events()).hasSize(1);
    // of the headers, each time with a block of what is around them
    assertThat(read.get()).isBetween(2 * 40 * 512L, 40L * LARGE / 4);
  }
}
