package dev.kobako.fix;

import dev.kobako.dockerfile.Statement;

/**
 * A place at which a fix would do something and does not, since it can't tell enough.
 *
 * @param statement that stands in the way
 * @param why a clause for people
 */
public record Refusal(Statement statement, String why) {}
