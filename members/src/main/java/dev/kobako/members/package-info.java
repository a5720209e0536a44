/**
 * Files that are folders to their readers: they hold named members, such as classes or the data of
 * a locale, and work with fewer of them. Begin with {@code MemberFile}. Knows formats only: where
 * such files lie in an image and which members are needed is for others to find out.
 */
@NullMarked
package dev.kobako.members;

import org.jspecify.annotations.NullMarked;
