package io.tocsin.replay.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be read, in order, and what the report calls it.
 *
 * @param key   {@code FOLDER/STEM}: of a file its folder and its name without endings; of a folder, or of several files
 *     in it, the folder above and its name.
 * @param files at least one.
 */
record InputFiles(String key, List<Path> files) {
    private static final String GZIP_ENDING = ".gz";
    private static final String ENDING = ".psv";

    /**
     * @param inputs a file, several files of one folder, or a folder, of which all files that end in {@code .psv} or
     *     {@code .psv.gz} are taken by name.
     * @throws InputException if there is nothing to read, or no one name for it.
     */
    static InputFiles of(final List<Path> inputs) throws InputException {
        if (inputs.size() == 1) {
            final Path input = inputs.get(0);
            return Files.isDirectory(input)
                    ? new InputFiles(keyOf(input), filesIn(input))
                    : new InputFiles(keyOf(input), inputs);
        }
        final Path folder = folderOf(inputs.get(0));
        for (final Path input : inputs) {
            if (Files.isDirectory(input)) {
                throw InputException.at(input, "is a folder: give one folder, or files only");
            }
            if (!folderOf(input).equals(folder)) {
                throw InputException.at(input, "is not in " + folder + " like the first: a report has one key");
            }
        }
        return new InputFiles(keyOf(folder), List.copyOf(inputs));
    }

    /** What the report calls an input: {@code FOLDER/STEM}. */
    static String keyOf(final Path path) {
        final Path absolute = path.toAbsolutePath().normalize();
        final Path folder = absolute.getParent();
        final Path folderName = folder == null ? null : folder.getFileName();
        final String stem = Files.isDirectory(absolute) ? String.valueOf(absolute.getFileName()) : stemOf(absolute);
        return folderName == null ? stem : folderName + "/" + stem;
    }

    /** The file's name without {@code .gz} and without the ending before it. */
    static String stemOf(final Path file) {
        final Path fileName = file.toAbsolutePath().normalize().getFileName();
        final String name = fileName == null ? "" : fileName.toString();
        final String unzipped = isNamedGzip(file) ? name.substring(0, name.length() - GZIP_ENDING.length()) : name;
        final int dot = unzipped.lastIndexOf('.');
        return dot > 0 ? unzipped.substring(0, dot) : unzipped;
    }

    static boolean isNamedGzip(final Path file) {
        return file.toString().endsWith(GZIP_ENDING);
    }

    private static Path folderOf(final Path file) {
        final Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? file : folder;
    }

    private static List<Path> filesIn(final Path folder) throws InputException {
        final List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(InputFiles::isPsv).sorted().forEach(files::add);
        } catch (final IOException failed) {
            throw InputException.at(folder, "cannot be listed: " + failed);
        }
        if (files.isEmpty()) {
            throw InputException.at(folder, "holds no file that ends in .psv or .psv.gz");
        }
        return files;
    }

    private static boolean isPsv(final Path file) {
        final String name = file.toString();
        return (name.endsWith(ENDING) || name.endsWith(ENDING + GZIP_ENDING)) && !Files.isDirectory(file);
    }
}
