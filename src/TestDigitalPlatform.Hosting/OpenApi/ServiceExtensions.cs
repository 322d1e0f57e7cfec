using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>What OpenAPI has no place for, as data for programs: refusals and events.</summary>
internal static class ServiceExtensions
{
    internal static Dictionary<string, IOpenApiExtension>? Of(DescribedService service, DocComments comments)
    {
        var extensions = new Dictionary<string, IOpenApiExtension>();
        if (service.Refusals.Count > 0)
            extensions["x-tdp-refusals"] = new JsonNodeExtension(new JsonArray([.. service.Refusals.Select(Refused)]));
        if (service.Events.Count > 0)
            extensions["x-tdp-events"] =
                new JsonNodeExtension(new JsonArray([.. service.Events.Select(type => Told(type, comments))]));
        return extensions.Count == 0 ? null : extensions;
    }

    private static JsonObject Refused(Refusal refusal) => new()
    {
        ["code"] = refusal.Code,
        ["status"] = Problem.StatusOf(refusal),
        ["message"] = refusal.Message,
    };

    private static JsonObject Told(Type type, DocComments comments) =>
        new() { ["name"] = type.Name, ["description"] = comments.Of(type).Summary };
}
