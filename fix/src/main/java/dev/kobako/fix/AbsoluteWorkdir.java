package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Statement;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Working folders that say where they are. */
final class AbsoluteWorkdir implements Fix {
  @Override
  public Description description() {
    return new Description(
        "absolute-workdir",
        List.of("DL3000"),
        "Write out what a relative WORKDIR is relative to",
        Promise.SAME);
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    List<Optional<ImagePath>> atEnd = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      Optional<ImagePath> folder =
          stage.parent().isPresent()
              ? atEnd.get(stage.parent().getAsInt())
              : stage.from().image().equals("scratch")
                  ? Optional.of(ImagePath.ROOT)
                  : Optional.empty();
      for (Instruction.Workdir workdir : stage.all(Instruction.Workdir.class)) {
        String path = workdir.path();
        boolean plain = path.matches("[A-Za-z0-9_./@+-]+") && !path.contains("..");
        boolean relative = plain && !path.startsWith("/");
        if (relative && folder.isPresent()) {
          folder = Optional.of(ImagePath.of(folder.get() + "/" + path));
          changes.add(change(workdir.statement(), folder.get()));
        } else {
          folder = plain && !relative ? Optional.of(ImagePath.of(path)) : Optional.empty();
        }
      }
      atEnd.add(folder);
    }
    return changes;
  }

  private static Change change(Statement statement, ImagePath folder) {
    return new Change(
        statement,
        "WORKDIR " + folder,
        List.of(
            new Edit(
                statement.argumentSpans().getFirst().to(statement.argumentSpans().getLast()),
                folder.toString())));
  }
}
