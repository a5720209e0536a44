package dev.kobako.ladder;

import dev.kobako.elf.SplicedFile;
import dev.kobako.image.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * A file without what nobody needs of it, such as what only debuggers read, made of the original
 * whenever it is read.
 */
record SplicedContent(Content original, SplicedFile spliced) implements Content {
  private static final int BUFFER = 64 * 1024;

  /** A part of a file alone. */
  static SplicedContent part(Content whole, long offset, long size) {
    return new SplicedContent(
        whole, new SplicedFile(whole.size(), List.of(new SplicedFile.Piece.Range(offset, size))));
  }

  @Override
  public long size() {
    return spliced.size();
  }

  @Override
  public InputStream open() throws IOException {
    return new BufferedInputStream(Channels.newInputStream(openChannel()), BUFFER);
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return spliced.channel(original.openChannel());
  }
}
