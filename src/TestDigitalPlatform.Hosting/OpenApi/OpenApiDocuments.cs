using System.Reflection;
using System.Security.Cryptography;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>A service's OpenAPI 3.1 document, written when it is first asked for.</summary>
/// <param name="service">The service's name: the document's title.</param>
/// <param name="version">The service's version.</param>
/// <param name="operations">What the service can do.</param>
/// <param name="assembly">Where the service's refusals are; none are listed without it.</param>
internal sealed class OpenApiDocuments(
    string service, string version, IReadOnlyList<Operation> operations, Assembly? assembly = null)
{
    private readonly Lazy<(byte[] Json, string ETag)> written =
        new(() => Write(DocumentBuilder.Build(new(service, version, operations, assembly), new DocComments())));

    /// <summary>Whose document it is.</summary>
    internal string Service => service;

    internal ReadOnlyMemory<byte> Json => written.Value.Json;

    /// <summary>Names the document's content, in the quotes that the header has.</summary>
    internal string ETag => written.Value.ETag;

    private static (byte[] Json, string ETag) Write(OpenApiDocument document)
    {
        using var stream = new MemoryStream();
        using (var text = new StreamWriter(stream) { NewLine = "\n" })
            document.SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings()));
        var json = stream.ToArray();
        return (json, $"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"");
    }
}
