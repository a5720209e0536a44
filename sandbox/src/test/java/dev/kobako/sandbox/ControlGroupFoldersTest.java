package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 2 of control groups, in folders that look like the kernel's. */
class ControlGroupFoldersTest {
  private static final ContainerLimits LIMITS = new ContainerLimits(1 << 20, 1500, 7, 0);

  @TempDir Path mount;

  private Path group(String path, String controllers, String passedOn) throws IOException {
    Path group = Files.createDirectories(mount.resolve(path));
    Files.writeString(group.resolve("cgroup.controllers"), controllers + "\n");
    Files.writeString(group.resolve("cgroup.subtree_control"), passedOn + "\n");
    return group;
  }

  @Test
  void aGroupIsMadeBesideTheCallersOwn() throws IOException {
    group("", "cpu memory pids", "cpu memory pids");
    Path slice = group("user.slice/app.slice", "memory pids", "memory pids");
    group("user.slice/app.slice/shell.scope", "memory pids", "");
    ControlGroupFolders folders =
        new ControlGroupFolders(mount, List.of("0::/user.slice/app.slice/shell.scope"));

    assertThat(folders.isUnified()).isTrue();
    assertThat(folders.parent(ControlledLimit.MEMORY)).contains(slice);
    assertThat(folders.parent(ControlledLimit.PROCESSES)).contains(slice);
    assertThat(folders.parent(ControlledLimit.CPU)).contains(mount);
    assertThat(ControlledLimit.MEMORY.files(LIMITS, true))
        .isEqualTo(Map.of("memory.max", "1048576"));
    assertThat(ControlledLimit.CPU.files(LIMITS, true))
        .isEqualTo(Map.of("cpu.max", "150000 100000"));
    assertThat(ControlledLimit.PROCESSES.files(LIMITS, true)).isEqualTo(Map.of("pids.max", "31"));
  }

  @Test
  void whatIsLeftOverIsRemovedButNotWhatIsJustBeingEntered() throws IOException {
    group("", "pids", "pids");
    Path old = Files.createDirectory(mount.resolve("kobako-1"));
    Path young = Files.createDirectory(mount.resolve("kobako-2"));
    Path other = Files.createDirectory(mount.resolve("another"));
    FileTime before = FileTime.from(Instant.now().minusSeconds(600));
    Files.setLastModifiedTime(old, before);
    Files.setLastModifiedTime(other, before);
    ControlGroupFolders folders = new ControlGroupFolders(mount, List.of("0::/shell.scope"));
    ControlGroup group = ControlGroup.in(folders, new ContainerLimits(0, 0, 7, 0));

    Path entered = group.make().getFirst();

    assertThat(entered).hasFileName("cgroup.procs");
    assertThat(mount.relativize(entered).getNameCount()).isEqualTo(2);
    assertThat(entered.resolveSibling("pids.max")).hasContent("31");
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(other).exists();
  }

  @Test
  void aPathThatLeadsOutOfTheMountIsNotFollowed() throws IOException {
    group("", "memory", "");
    ControlGroupFolders folders = new ControlGroupFolders(mount, List.of("0::/../../x"));

    assertThat(folders.parent(ControlledLimit.CPU)).isEmpty();
  }
}
