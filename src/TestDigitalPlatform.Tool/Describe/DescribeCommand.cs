using System.CommandLine;
using TestDigitalPlatform.Development;
using TestDigitalPlatform.Tool.Programs;

namespace TestDigitalPlatform.Tool.Describe;

/// <summary>Writes a service's events and processes down, from its compiled code.</summary>
internal static class DescribeCommand
{
    private static readonly string[] Unbuilt = ["bin", "obj", "artifacts", "node_modules"];

    public static Command Create()
    {
        var path = new Argument<string[]>("path")
        {
            Description = "Projects or folders of services, or built assemblies. Default: the whole solution.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string?>("--output") { Description = "The file to write. Default: the console." };
        var check = new Option<bool>("--check")
        {
            Description = "Write nothing, and exit with 1 if the file is not up to date.",
        };
        var describe = new Command(
            "describe", "Writes the events and processes of services as Markdown with Mermaid diagrams, from the compiled code.")
        {
            path, output, check,
        };
        describe.SetAction(async (parsed, cancellationToken) =>
        {
            var file = parsed.GetValue(output);
            if (parsed.GetValue(check) && file is null)
                throw new ToolException("--check compares a file with the code: name the file with --output.");
            var page = await Describe(parsed.GetValue(path) ?? [], Environment.CurrentDirectory, cancellationToken);
            Write(page, file, parsed.GetValue(check));
        });
        return describe;
    }

    /// <summary>The page of built services.</summary>
    /// <param name="assemblies">Their assemblies.</param>
    /// <exception cref="ToolException">None of them has events or processes.</exception>
    internal static string PageOf(IEnumerable<string> assemblies)
    {
        var services = assemblies.Select(Service.Read).Where(service => !service.IsEmpty).ToArray();
        return services.Length > 0
            ? Page.Of(services)
            : throw new ToolException("No service with events or processes was found. Name the service's project or its .dll.");
    }

    internal static void Write(string page, string? file, bool isCheck)
    {
        if (file is null)
            Console.Write(page);
        else if (!isCheck)
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
                Directory.CreateDirectory(folder);
            File.WriteAllText(file, page);
        }
        else if (!File.Exists(file) || File.ReadAllText(file).ReplaceLineEndings("\n") != page)
            throw new ToolException($"{file} is not up to date. Write it again: dotnet tdp describe … --output {file}");
    }

    private static async Task<string> Describe(string[] paths, string folder, CancellationToken cancellationToken)
    {
        string[] places = paths.Length > 0 ? paths : [DevelopmentFolder.SolutionAbove(folder) ?? folder];
        var assemblies = new List<string>();
        foreach (var place in places.Select(place => Path.GetFullPath(place, folder)))
        {
            if (Path.GetExtension(place) is ".dll" or ".exe")
                assemblies.Add(File.Exists(place) ? place : throw new ToolException($"There is no file {place}."));
            else
            {
                foreach (var project in ProjectsAt(place))
                    assemblies.Add(await Build.Of(project, "nothing was described.", cancellationToken));
            }
        }

        return PageOf(assemblies);
    }

    private static string[] ProjectsAt(string place)
    {
        string[] projects = File.Exists(place) ? [place]
            : Directory.Exists(place) ? [.. Below(place).Where(IsService).Order(StringComparer.Ordinal)]
            : [];
        return projects.Length > 0
            ? projects
            : throw new ToolException($"No project of a service was found at {place}. Name the project or its folder.");
    }

    private static IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder, "*.csproj").Concat(
        Directory.EnumerateDirectories(folder)
            .Where(inner => !Unbuilt.Contains(Path.GetFileName(inner)) && Path.GetFileName(inner)[0] != '.')
            .SelectMany(Below));

    private static bool IsService(string project) =>
        !project.EndsWith(".Tests.csproj", StringComparison.OrdinalIgnoreCase)
        && File.ReadAllText(project).Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal);
}
