package dev.kobako.ladder;

import dev.kobako.elf.StrippedElf;
import dev.kobako.image.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * An ELF file without what only debuggers and linkers read, made of the original whenever it is
 * read.
 */
record StrippedContent(Content original, StrippedElf stripped) implements Content {
  private static final int BUFFER = 64 * 1024;

  @Override
  public long size() {
    return stripped.size();
  }

  @Override
  public InputStream open() throws IOException {
    return new BufferedInputStream(Channels.newInputStream(openChannel()), BUFFER);
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return stripped.channel(original.openChannel());
  }
}
