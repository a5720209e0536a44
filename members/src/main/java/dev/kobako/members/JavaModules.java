package dev.kobako.members;

import dev.kobako.elf.SplicedFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code lib/modules} of a Java runtime: classes and other resources of its modules, by names such
 * as {@code java.base/java/lang/Object.class}. Beside them it has folders of what is in it, which
 * are made again for the members that stay.
 *
 * <p>The file is an index and then the resources. The index has a header, a {@link PerfectHash},
 * locations and strings. A location is a list of attributes: the names of module, folder, base and
 * extension as offsets in the strings, and where the resource is (jdk.internal.jimage in OpenJDK:
 * ImageHeader, ImageLocation, ImageStringsReader). Folders are resources of two modules that are
 * none: {@code /modules/MODULE/FOLDER} lists the locations in it, {@code /packages/PACKAGE} the
 * modules that have the package.
 */
public final class JavaModules implements MemberFile {
  private final JavaIndex index;
  private final List<Member> members;

  private JavaModules(JavaIndex index, List<Member> members) {
    this.index = index;
    this.members = List.copyOf(members);
  }

  /** Empty if it is no such file of a known version, or is damaged. */
  static Optional<JavaModules> read(SeekableByteChannel channel) throws IOException {
    try {
      JavaIndex index = JavaIndex.read(channel);
      List<Member> members = new ArrayList<>();
      for (Map.Entry<String, JavaLocation> each : index.resources().entrySet()) {
        JavaLocation location = each.getValue();
        members.add(
            new Member(
                each.getKey().substring(1), index.start() + location.offset(), location.stored()));
      }
      members.sort(Comparator.comparing(Member::name));
      return Optional.of(new JavaModules(index, members));
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  @Override
  public List<Member> members() {
    return members;
  }

  /** Whether members are stored as they are, neither compressed nor with shared strings. */
  public boolean isPlain() {
    return index.resources().values().stream().allMatch(each -> each.packed() == 0);
  }

  @Override
  public SplicedFile with(Set<String> names) {
    return JavaSelection.of(index, names, isPlain()).file();
  }
}
