package dev.kobako.build;

import dev.kobako.image.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.function.Supplier;

/**
 * Bytes that may have to be unpacked or looked for first, which is not done before somebody asks
 * for anything of them, their number included.
 */
record LazyContent(Supplier<Content> content) implements Content {
  @Override
  public long size() {
    return content.get().size();
  }

  @Override
  public InputStream open() throws IOException {
    return content.get().open();
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return content.get().openChannel();
  }
}
