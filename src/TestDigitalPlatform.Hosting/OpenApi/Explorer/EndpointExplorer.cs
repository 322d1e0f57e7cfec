using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using TestDigitalPlatform.Hosting.Endpoints;
using TestDigitalPlatform.Hosting.OpenApi.Paths;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.OpenApi.Explorer;

/// <summary>Adds to what ASP.NET Core tells of a team's own endpoints: how the platform refuses, and a name, a tag and
/// a title where the team gave none.</summary>
internal sealed class EndpointExplorer : IApiDescriptionProvider
{
    /// <summary>What is executed first is completed last.</summary>
    public int Order => int.MinValue;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
        foreach (var description in context.Results.Where(IsOwn))
        {
            Name(description);
            Refuse(description);
        }
    }

    private static bool IsOwn(ApiDescription description) =>
        description.ActionDescriptor.EndpointMetadata is { Count: > 0 } metadata
        && !metadata.Any(item => item is OperationParts or PlatformMetadata);

    private static void Name(ApiDescription description)
    {
        var metadata = description.ActionDescriptor.EndpointMetadata;
        var name = metadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName;
        var path = description.RelativePath ?? "";
        var more = new List<object>();
        if (name is null)
            more.Add(new EndpointNameMetadata(NameOf(description.HttpMethod, path)));
        if (!metadata.OfType<ITagsMetadata>().Any())
            more.Add(new TagsAttribute(OperationParts.TagOf(path)));
        if (!metadata.OfType<IEndpointSummaryMetadata>().Any())
            more.Add(new EndpointSummaryAttribute(
                name is null ? $"{description.HttpMethod} /{path}" : OperationTitle.Of(name)));
        description.ActionDescriptor.EndpointMetadata = [.. metadata, .. more];
    }

    private static void Refuse(ApiDescription description)
    {
        var known = description.SupportedResponseTypes.Select(r => r.StatusCode).ToHashSet();
        foreach (var status in Statuses(description).Where(known.Add))
            description.SupportedResponseTypes.Add(new ApiResponseType
            {
                StatusCode = status,
                Type = typeof(ProblemDetails),
                ApiResponseFormats = [new ApiResponseFormat { MediaType = Problem.ContentType }],
            });
    }

    private static IEnumerable<int> Statuses(ApiDescription description)
    {
        var hasBody = description.ParameterDescriptions.Any(p => p.Source == BindingSource.Body);
        return new[]
        {
            [429, 503],
            Access.Of(description.ActionDescriptor.EndpointMetadata).IsOpen ? [] : [401, 403],
            description.ParameterDescriptions.Count > 0 ? [400] : [],
            hasBody ? [413, 415] : Array.Empty<int>(),
        }.SelectMany(statuses => statuses).Order();
    }

    // GET reports/{month}/lines: getReportsByMonthLines.
    private static string NameOf(string? method, string path)
    {
        var name = new StringBuilder((method ?? "any").ToLowerInvariant());
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var isParameter = segment.StartsWith('{');
            foreach (var word in segment.Split([.. segment.Where(c => !char.IsAsciiLetterOrDigit(c))]))
            {
                if (word.Length > 0)
                    name.Append(isParameter ? "By" : "").Append(char.ToUpper(word[0], CultureInfo.InvariantCulture))
                        .Append(word.AsSpan(1));
                if (isParameter && word.Length > 0)
                    break;
            }
        }

        return name.ToString();
    }
}
