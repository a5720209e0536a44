package dev.kobako.fix;

import dev.kobako.dockerfile.Statement;

/** Why a stage stays as it is: something in it that a fix can't tell enough of. */
final class NotUnderstood extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Statement statement;

  /**
   * About an instruction.
   *
   * @param why for people, a clause
   */
  NotUnderstood(Statement statement, String why) {
    super(why);
    this.statement = statement;
  }

  Refusal refusal() {
    return new Refusal(statement, String.valueOf(getMessage()));
  }
}
