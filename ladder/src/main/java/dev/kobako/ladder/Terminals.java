package dev.kobako.ladder;

import java.io.IOException;

/** Descriptions of terminals (terminfo(5)): which one is asked for is up to the user's TERM. */
final class Terminals implements Family {
  @Override
  public String name() {
    return "terminals";
  }

  @Override
  public String about() {
    return "All descriptions of a terminfo folder stay where a run opened one of them.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> Ancestors.named(path, "terminfo")).entrySet()) {
      touched.keepAll(each.getKey(), _ -> true, each.getValue());
    }
  }
}
