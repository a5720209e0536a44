package dev.kobako.ladder;

import dev.kobako.image.Content;
import dev.kobako.members.MemberFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A file that holds members with some of them.
 *
 * @param spliced its bytes
 * @param names of the members that it still has
 */
record SomeMembers(SplicedContent spliced, SortedSet<String> names) implements Content {
  SomeMembers {
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }

  /**
   * The file with some of what it holds.
   *
   * @param content all of it
   */
  static SomeMembers of(Content content, MemberFile file, SortedSet<String> names) {
    return new SomeMembers(new SplicedContent(content, file.with(names)), names);
  }

  @Override
  public long size() {
    return spliced.size();
  }

  @Override
  public InputStream open() throws IOException {
    return spliced.open();
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return spliced.openChannel();
  }
}
