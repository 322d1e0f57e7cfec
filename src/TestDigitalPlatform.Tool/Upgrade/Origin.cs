using System.Text.Json;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>What a service was made from, as its <c>tdp.json</c> records it.</summary>
/// <param name="Folder">The folder of the solution.</param>
/// <param name="Template">The template's short name.</param>
/// <param name="Version">The version of the packages that the service is at.</param>
/// <param name="Answers">The template's options by their long names, and <c>name</c>.</param>
internal sealed partial record Origin(string Folder, string Template, string Version, IReadOnlyList<(string Option, string Answer)> Answers)
{
    public const string FileName = "tdp.json";

    // What `dotnet new` takes for itself. The file comes with a repository, from whomever: it must not say where to
    // write, what to overwrite or whether scripts may run.
    private static readonly string[] OptionsOfDotnetNew =
    [
        "output", "force", "dry-run", "project", "allow-scripts", "type", "language", "verbosity", "diagnostics",
        "no-update-check", "add-source", "help",
    ];

    /// <summary>Looks in a folder and those above it.</summary>
    public static Origin Find(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, FileName);
            if (File.Exists(file))
                return Read(folder.FullName, file);
        }

        throw new ToolException(
            $"No {FileName} in {path} or above. Run this in a service created with `dotnet new tdp-service`.");
    }

    /// <summary>Whether it can be the version of a package, and nothing else.</summary>
    public static bool IsVersion(string text) => VersionText().IsMatch(text);

    /// <summary>The arguments that make the same service again; each in one word, so that none can be taken for another
    /// option.</summary>
    public IEnumerable<string> Arguments() => Answers.SelectMany(answer => answer switch
    {
        (_, "" or "false") => (string[])[],
        (var option, "true") => [$"--{option}"],
        (var option, var text) => [$"--{option}={text}"],
    });

    private static Origin Read(string folder, string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            return Checked(file, new Origin(
                folder,
                json.RootElement.GetProperty("template").GetString()!,
                json.RootElement.GetProperty("version").GetString()!,
                [.. json.RootElement.GetProperty("answers").EnumerateObject().Select(a => (a.Name, Text(a.Value)))]));
        }
        catch (Exception broken) when (
            broken is JsonException or KeyNotFoundException or InvalidOperationException
                or IOException or UnauthorizedAccessException)
        {
            throw new ToolException(
                $"{file} can't be read: {broken.Message} It must name `template`, `version` and `answers`. "
                + "Restore it from git.");
        }
    }

    private static Origin Checked(string file, Origin origin)
    {
        var wrong = origin switch
        {
            { Template: var template } when !TemplateText().IsMatch(template ?? "") =>
                $"'{template}' is not a template of the platform.",
            { Version: var version } when !IsVersion(version ?? "") => $"'{version}' is not a version.",
            _ => origin.Answers.Select(a => Flaw(a.Option, a.Answer)).FirstOrDefault(flaw => flaw is not null),
        };
        return wrong is null
            ? origin
            : throw new ToolException($"{file} can't be used: {wrong} Restore it from git.");
    }

    private static string? Flaw(string option, string answer)
    {
        if (!OptionText().IsMatch(option) || OptionsOfDotnetNew.Contains(option))
            return $"'{option}' is not an option of a template.";
        if (answer.Any(char.IsControl))
            return $"the answer to '{option}' contains a control character.";
        // It becomes part of file names.
        return option == "name" && !NameText().IsMatch(answer) ? $"'{answer}' is not a valid service name." : null;
    }

    [GeneratedRegex(@"^tdp-[a-z-]+\z")]
    private static partial Regex TemplateText();

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?\z")]
    private static partial Regex VersionText();

    [GeneratedRegex(@"^[a-z][a-z-]+\z")]
    private static partial Regex OptionText();

    [GeneratedRegex(@"^(?!.*\.\.)[^-./\\:][^/\\:]*\z")]
    private static partial Regex NameText();

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetString() ?? "",
    };
}
