package dev.kobako.members;

import dev.kobako.elf.SplicedFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file that holds named members and works with fewer of them. Holds no channel. */
public sealed interface MemberFile permits IcuData, JavaModules {
  /** All members, in the order of their names; no name is there twice. */
  List<Member> members();

  /**
   * The same file with some of its members; what belongs to none of them stays as far as they need
   * it.
   *
   * @param names of members of this file
   */
  SplicedFile with(Set<String> names);

  /**
   * Reads what a file holds. The channel stays open and is left at any position.
   *
   * @param name the file's own name, without folders; files with other names are not looked at
   * @return empty for a file that is of no known kind, or is damaged
   */
  static Optional<MemberFile> read(String name, SeekableByteChannel channel) throws IOException {
    if (name.equals("modules")) {
      return JavaModules.read(channel).map(found -> found);
    }
    if (name.startsWith("libicudata.so") || (name.startsWith("icudt") && name.endsWith(".dat"))) {
      return IcuData.read(channel, name).map(found -> found);
    }
    return Optional.empty();
  }
}
