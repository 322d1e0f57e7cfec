using System.Text.Json;

namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>What a service was made from, as its <c>tdp.json</c> records it.</summary>
/// <param name="Folder">The folder of the solution.</param>
/// <param name="Template">The template's short name.</param>
/// <param name="Version">The version of the packages that the service is at.</param>
/// <param name="Answers">The template's options by their long names, and <c>name</c>.</param>
internal sealed record Origin(string Folder, string Template, string Version, IReadOnlyList<(string Option, string Answer)> Answers)
{
    public const string FileName = "tdp.json";

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
            $"There is no {FileName} in {path} or above: run this in a service that was made by `dotnet new tdp-service`.");
    }

    /// <summary>The arguments that make the same service again.</summary>
    public IEnumerable<string> Arguments() => Answers.SelectMany(answer => answer switch
    {
        ("name", var name) => (string[])["-n", name],
        (_, "" or "false") => [],
        (var option, "true") => [$"--{option}"],
        var (option, text) => [$"--{option}", text],
    });

    private static Origin Read(string folder, string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            return new Origin(
                folder,
                json.RootElement.GetProperty("template").GetString()!,
                json.RootElement.GetProperty("version").GetString()!,
                [.. json.RootElement.GetProperty("answers").EnumerateObject().Select(a => (a.Name, Text(a.Value)))]);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ToolException(
                $"{file} can't be read: {broken.Message} It names `template`, `version` and `answers`; get it back from git.");
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetString() ?? "",
    };
}
