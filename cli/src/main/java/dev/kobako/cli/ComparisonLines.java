package dev.kobako.cli;

import dev.kobako.compare.Cell;
import dev.kobako.compare.CellResult;
import dev.kobako.compare.ComparisonEvents;
import dev.kobako.compare.Outcome;
import dev.kobako.image.Progress;

/** Tells how a comparison goes, a line for each step. */
record ComparisonLines(Progress progress) implements ComparisonEvents {
  @Override
  public void started(int number, int count, Cell cell) {
    progress.note(number + "/" + count + " " + Printed.of(cell.fullName()));
  }

  @Override
  public void done(int number, int count, CellResult result) {
    String name = number + "/" + count + " " + Printed.of(result.cell().fullName());
    switch (result.outcome()) {
      case Outcome.Measured _ -> {
        if (result.kept()) {
          progress.note(name + ": known");
        }
      }
      case Outcome.Failed failed ->
          progress.note(
              name
                  + ": failed"
                  + (result.kept() ? ", as is known" : "")
                  + ", "
                  + Printed.of(failed.phase())
                  + ": "
                  + Printed.of(failed.brief()));
    }
  }
}
