package dev.kobako.build;

import dev.kobako.image.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.function.Supplier;

/**
 * A tar that may have to be unpacked first, which is not done before somebody asks for anything of
 * it, its size included.
 */
record LazyTar(Supplier<Content> tar) implements Content {
  @Override
  public long size() {
    return tar.get().size();
  }

  @Override
  public InputStream open() throws IOException {
    return tar.get().open();
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return tar.get().openChannel();
  }
}
