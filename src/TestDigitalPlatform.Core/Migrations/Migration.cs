using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Migrations;

/// <summary>One numbered SQL file.</summary>
internal sealed partial record Migration(int Number, string Name, string Sql)
{
    /// <summary>
    /// Tells whether a file was changed after it was applied; line ends don't count, since git may change them.
    /// </summary>
    internal string Checksum =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(Sql.Replace("\r\n", "\n", StringComparison.Ordinal))));

    /// <summary>The name of its file, which a service's team finds in its <c>Migrations</c> folder.</summary>
    internal string FileName => $"{Number:0000}_{Name}.sql";

    /// <summary>Where in the file a statement fails, for a person.</summary>
    /// <param name="statement">The statement, as the file has it; null when nobody knows.</param>
    /// <param name="position">A character of the statement, from 1; 0 when nobody knows.</param>
    internal string Place(string? statement, int position)
    {
        var start = statement is null ? -1 : Sql.IndexOf(statement, StringComparison.Ordinal);
        var at = start + Math.Max(position - 1, 0);
        // Of two equal statements, nobody knows which one it is.
        if (start < 0 || start != Sql.LastIndexOf(statement!, StringComparison.Ordinal) || at >= Sql.Length)
            return "when it is run";
        var before = Sql.AsSpan(0, at);
        return $"in line {before.Count('\n') + 1}, column {at - before.LastIndexOf('\n')}";
    }

    [GeneratedRegex(@"(?:^|[./])(?<number>[0-9]{4})_(?<name>[a-z0-9_]+)\.sql$")]
    private static partial Regex FileNamePattern();

    /// <summary>
    /// Reads a service's files: embedded resources whose name ends in <c>Migrations.0001_name.sql</c>.
    /// </summary>
    internal static IReadOnlyList<Migration> OfService(Assembly assembly) =>
        Read(assembly, name => name.Contains("Migrations", StringComparison.Ordinal));

    internal static IReadOnlyList<Migration> OfPlatform(string service) =>
        [.. Read(typeof(Migration).Assembly, name => name.StartsWith("platform/", StringComparison.Ordinal))
            .Select(m => m.For(service))];

    internal static IReadOnlyList<Migration> OfModule(string module, Assembly assembly, string service) =>
        [.. Read(assembly, name => name.StartsWith(module + "/", StringComparison.Ordinal)).Select(m => m.For(service))];

    internal static IReadOnlyList<Migration> OfTransport() =>
        Read(typeof(Migration).Assembly, name => name.StartsWith("transport/", StringComparison.Ordinal));

    private Migration For(string service) => this with { Sql = Sql.Replace("{service}", service, StringComparison.Ordinal) };

    private static List<Migration> Read(Assembly assembly, Func<string, bool> isMigration)
    {
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(isMigration))
        {
            var match = FileNamePattern().Match(resource);
            if (!match.Success)
                throw new PlatformException("TDP0103", $"'{resource}' is not a valid migration name. Rename it to "
                    + "0001_what_it_does.sql: four digits, then lower-case letters, digits and underscores.");
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var number = int.Parse(match.Groups["number"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            migrations.Add(new Migration(number, match.Groups["name"].Value, reader.ReadToEnd()));
        }

        migrations.Sort((a, b) => a.Number.CompareTo(b.Number));
        for (var i = 0; i < migrations.Count; i++)
        {
            if (migrations[i].Number != i + 1)
                throw new PlatformException("TDP0103", $"The migrations of {assembly.GetName().Name} are not numbered "
                    + "1, 2, 3, …: "
                    + $"number {i + 1:0000} is missing or used twice near "
                    + $"'{migrations[i].Number:0000}_{migrations[i].Name}'.");
        }

        return migrations;
    }
}
