package dev.kobako.fix;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files that a result gets from the stage that builds, with owners of their own. */
final class ResultFiles {
  /**
   * A file or folder that is copied from the stage that builds.
   *
   * @param owner where it is not root
   */
  record ResultFile(ImagePath path, Optional<String> owner) {}

  private final BuildCommands commands;
  private final List<CompilingStage.Read> copied;

  /**
   * Those of a stage.
   *
   * @param commands that make them
   * @param copied the instructions that may copy some
   */
  ResultFiles(BuildCommands commands, List<CompilingStage.Read> copied) {
    this.commands = commands;
    this.copied = List.copyOf(copied);
  }

  /**
   * Programs, and all else that has a name and was made or copied.
   *
   * @throws NotUnderstood where something that was copied may be gone again
   */
  List<ResultFile> of(List<ImagePath> programs) throws NotUnderstood {
    List<ResultFile> files = new ArrayList<>();
    Set<ImagePath> seen = new TreeSet<>();
    for (ImagePath each : commands.made().kept(programs)) {
      if (seen.add(each)) {
        files.add(new ResultFile(each, owner(each, commands.made().madeAt(each))));
      }
    }
    for (CompilingStage.Read read : copied) {
      if (read.instruction() instanceof Instruction.Copy copy) {
        for (ImagePath each : read.data()) {
          if (commands.files().mayBeGone(each, read.to())) {
            throw new NotUnderstood(
                copy.statement(), "nobody knows whether '" + each + "' is taken away again");
          }
          Optional<String> own = owner(each, read.to()).or(() -> copy.chown().map(Flag::value));
          if (!commands.files().isGone(each, read.to()) && seen.add(each)) {
            files.add(new ResultFile(each, own));
          }
        }
      }
    }
    return files;
  }

  private Optional<String> owner(ImagePath path, int since) {
    return commands.settled().owner(path, since - 1, commands.made().isFile(path));
  }
}
