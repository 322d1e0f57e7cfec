using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Explorer;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes files: one that a command takes as its body, and one that a query answers with.</summary>
internal static class FileDescriptions
{
    internal const string AnyType = "application/octet-stream";

    internal static OpenApiRequestBody Body(AcceptAttribute accept) => new()
    {
        Required = true,
        Description = $"The file, at most {accept.MaxBytes:N0} bytes.",
        Content = accept.Types.DefaultIfEmpty(AnyType).ToDictionary(type => type, _ => Bytes()),
    };

    internal static OpenApiResponse Answer(Dictionary<string, IOpenApiHeader>? headers)
    {
        headers ??= [];
        headers["ETag"] = Text("Tells this content from any other: the file's SHA-256.");
        headers["Content-Disposition"] = Text("The file's name (RFC 6266).");
        headers["Accept-Ranges"] = Text("`bytes`: parts can be asked for.");
        return new() { Description = "The file.", Headers = headers, Content = new Dictionary<string, OpenApiMediaType> { [AnyType] = Bytes() } };
    }

    internal static void AddTo(OpenApiResponses responses)
    {
        responses["206"] = new OpenApiResponse
        {
            Description = "The part of the file that `Range` names.",
            Headers = new Dictionary<string, IOpenApiHeader> { ["Content-Range"] = Text("Which bytes these are, of how many.") },
            Content = new Dictionary<string, OpenApiMediaType> { [AnyType] = Bytes() },
        };
        responses["304"] = new OpenApiResponse { Description = "The caller has this file already." };
    }

    internal static IEnumerable<DescribedParameter> TakenHeaders() =>
    [
        HeaderParameters.Header("Content-Disposition", "The file's name (RFC 6266): `attachment; filename*=UTF-8''plan%20a.pdf`."),
        HeaderParameters.Header("Content-Digest", "The file's SHA-256 (RFC 9530): `sha-256=:<base64>:`; 400 when other bytes arrive."),
    ];

    internal static IEnumerable<DescribedParameter> AskedHeaders() =>
    [
        HeaderParameters.Header("Range", "The part that is wanted (RFC 9110, section 14.2): `bytes=0-1023`."),
        HeaderParameters.Header("If-Range", "The `ETag` of the file that the caller has a part of: the whole file when it has changed."),
        HeaderParameters.Header("If-None-Match", "The `ETag` of the file that the caller has: 304 when it is still the answer."),
    ];

    private static OpenApiMediaType Bytes() =>
        new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };

    private static OpenApiHeader Text(string description) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
