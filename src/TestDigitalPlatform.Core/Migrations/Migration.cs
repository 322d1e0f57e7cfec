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

    [GeneratedRegex(@"(?:^|[./])(?<number>[0-9]{4})_(?<name>[a-z0-9_]+)\.sql$")]
    private static partial Regex FileName();

    /// <summary>
    /// Reads a service's files: embedded resources whose name ends in <c>Migrations.0001_name.sql</c>.
    /// </summary>
    internal static IReadOnlyList<Migration> OfService(Assembly assembly) =>
        Read(assembly, name => name.Contains("Migrations", StringComparison.Ordinal));

    internal static IReadOnlyList<Migration> OfPlatform(string service) =>
        [.. Read(typeof(Migration).Assembly, name => name.StartsWith("platform/", StringComparison.Ordinal))
            .Select(m => m with { Sql = m.Sql.Replace("{service}", service, StringComparison.Ordinal) })];

    private static List<Migration> Read(Assembly assembly, Func<string, bool> isMigration)
    {
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(isMigration))
        {
            var match = FileName().Match(resource);
            if (!match.Success)
                throw new PlatformException(
                    "TDP0103", $"'{resource}' is no migration's name: call it 0001_what_it_does.sql.");
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
