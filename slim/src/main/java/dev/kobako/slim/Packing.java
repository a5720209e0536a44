package dev.kobako.slim;

import dev.kobako.elf.ElfFile;
import dev.kobako.elf.ElfType;
import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.LaidOutRoot;
import dev.kobako.sandbox.Run;
import dev.kobako.sandbox.RunResult;
import dev.kobako.sandbox.Sandbox;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Packs programs with UPX and keeps a packed one only if it behaves as the unpacked one when it is
 * run in a bare root with nothing but the keep set: the same ending, the same output.
 */
final class Packing {
  /** Below this a packed program is no smaller, since it carries its unpacker. */
  private static final long SMALLEST = 16 << 10;

  private static final int RUNS = 3;
  private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

  private final Upx upx;
  private final Upx.Level level;
  private final List<String> test;
  private final SortedMap<String, String> environment;
  private final Compression compression;
  private final Path scratch;
  private final Sandbox sandbox = Sandbox.available();
  private final List<PackedProgram> report = new ArrayList<>();

  Packing(
      Upx upx,
      ShrinkOptions options,
      SortedMap<String, String> environment,
      Compression compression,
      Path scratch) {
    this.upx = upx;
    this.level = options.upx().orElseThrow();
    this.test = options.upxTest();
    this.environment = environment;
    this.compression = compression;
    this.scratch = scratch;
  }

  /** What happened to each program. */
  List<PackedProgram> report() {
    return List.copyOf(report);
  }

  /** The keep set with packed programs where they pass. */
  KeepSet pack(KeepSet keepSet, Packer packer) throws IOException {
    List<Kept> candidates = new ArrayList<>();
    for (Kept kept : keepSet.biggestFiles()) {
      if (KeepSet.size(kept) >= SMALLEST && isProgram(kept)) {
        candidates.add(kept);
      }
    }
    if (candidates.isEmpty()) {
      return keepSet;
    }
    KeepSet result = keepSet;
    try (LaidOutRoot root = LaidOutRoot.of(packer.tree(keepSet), scratch)) {
      for (Kept candidate : candidates) {
        result = packOne(result, candidate, root);
      }
    }
    return result;
  }

  private KeepSet packOne(KeepSet keepSet, Kept kept, LaidOutRoot root) throws IOException {
    Content plain = content(kept);
    Optional<Path> made = upx.pack(plain, level, scratch);
    if (made.isEmpty()) {
      return keepSet;
    }
    Content packed = Content.of(made.get(), Files.size(made.get()));
    if (packed.size() >= plain.size()) {
      return keepSet;
    }
    Path place = root.path().resolve(kept.path().toString().substring(1));
    List<String> command = command(kept.path());
    Behaviour before = behave(root.path(), command);
    replace(place, packed);
    Behaviour after = behave(root.path(), command);
    Optional<String> difference = before.difference(after);
    if (difference.isPresent()) {
      replace(place, plain);
    }
    report.add(
        new PackedProgram(
            kept.path(),
            difference.isEmpty(),
            difference.orElse("behaves the same with '" + String.join(" ", command) + "'"),
            before.measure(plain.size(), compressed(plain)),
            after.measure(packed.size(), compressed(packed))));
    if (difference.isPresent()) {
      return keepSet;
    }
    return keepSet.mapEntries(one ->
        isSameFile(one, kept)
            ? new Kept(one.path(), withContent(one.entry(), packed), one.reason())
            : one);
  }

  /** A test of the user's names one program; the others are asked for their version. */
  private List<String> command(ImagePath program) {
    boolean meant =
        !test.isEmpty()
            && (test.getFirst().equals(program.toString())
                || test.getFirst().equals(program.name()));
    if (!meant) {
      return List.of(program.toString(), "--version");
    }
    List<String> command = new ArrayList<>(test);
    command.set(0, program.toString());
    return command;
  }

  private static boolean isSameFile(Kept one, Kept other) {
    return one.path().equals(other.path())
        || (one.entry() instanceof Entry.RegularFile a
            && other.entry() instanceof Entry.RegularFile b
            && a.inode() != 0
            && a.inode() == b.inode());
  }

  private static Entry withContent(Entry entry, Content content) {
    return entry instanceof Entry.RegularFile file
        ? new Entry.RegularFile(file.attributes(), content, file.inode())
        : entry;
  }

  private static Content content(Kept kept) {
    return ((Entry.RegularFile) kept.entry()).content();
  }

  /** Executables, not shared libraries: those are mapped in parts, which a packed file can't be. */
  private static boolean isProgram(Kept kept) throws IOException {
    if ((kept.entry().attributes().mode() & 0111) == 0 || kept.path().name().startsWith("ld-")) {
      return false;
    }
    try (SeekableByteChannel channel = content(kept).openChannel()) {
      Optional<ElfFile> elf = ElfFile.read(channel, kept.path().toString());
      return elf.isPresent()
          && (elf.get().type() == ElfType.EXEC
              || elf.get().interpreter().isPresent()
              || elf.get().isPie())
          && elf.get().soname().isEmpty();
    }
  }

  private static void replace(Path place, Content content) throws IOException {
    var permissions = Files.getPosixFilePermissions(place);
    Path next = place.resolveSibling(place.getFileName() + ".kobako");
    try (InputStream in = content.open()) {
      Files.copy(in, next, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setPosixFilePermissions(next, permissions);
    Files.move(next, place, StandardCopyOption.ATOMIC_MOVE);
  }

  private long compressed(Content content) {
    Layer layer =
        LayerWriter.write(
            scratch,
            compression,
            out -> {
              try (InputStream in = content.open()) {
                in.transferTo(out);
              }
            });
    return layer.descriptor().size();
  }

  private record Behaviour(RunResult result, Duration start) {
    Optional<String> difference(Behaviour packed) {
      if (!result.ending().equals(packed.result.ending())) {
        return Optional.of(
            "packed it "
                + words(packed.result.ending())
                + ", unpacked it "
                + words(result.ending()));
      }
      if (!Arrays.equals(result.stdout(), packed.result.stdout())) {
        return Optional.of("packed it prints something else");
      }
      if (!Arrays.equals(result.stderr(), packed.result.stderr())) {
        return Optional.of("packed it prints other errors");
      }
      return Optional.empty();
    }

    private static String words(Ending ending) {
      return switch (ending) {
        case Ending.Exited(int code) -> "exits with " + code;
        case Ending.Signalled(int number) -> "dies of signal " + number;
        case Ending.TimedOut _ -> "runs longer than " + TIME_LIMIT.toMinutes() + " minutes";
      };
    }

    PackedProgram.Measure measure(long bytes, long compressedBytes) {
      return new PackedProgram.Measure(bytes, compressedBytes, start, result.peakMemoryBytes());
    }
  }

  /** The time of a run is what it takes longer than one that only prepares the root. */
  private Behaviour behave(Path root, List<String> command) {
    Run run = Run.of(root, command, TIME_LIMIT).withEnvironment(environment);
    Run nothing = Run.of(root, List.of("/.no-such-program"), TIME_LIMIT);
    RunResult result = sandbox.run(run);
    Duration start = quickest(run).minus(quickest(nothing));
    return new Behaviour(result, start.isNegative() ? Duration.ZERO : start);
  }

  private Duration quickest(Run run) {
    Duration quickest = TIME_LIMIT;
    for (int i = 0; i < RUNS; i++) {
      Duration time = sandbox.run(run).wall();
      quickest = time.compareTo(quickest) < 0 ? time : quickest;
    }
    return quickest;
  }
}
