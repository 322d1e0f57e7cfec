using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TestDigitalPlatform.Hosting.Files;

/// <summary>What the headers of an upload say of the file.</summary>
/// <param name="Name">Its name, without folders.</param>
/// <param name="ContentType">Its media type, in lower case and without parameters.</param>
/// <param name="Sha256">The digest that its bytes must have; <see langword="null"/> when none was sent.</param>
internal sealed record FileHeaders(string Name, string ContentType, byte[]? Sha256)
{
    private const int MaxName = 255;
    private const string Unnamed = "file";
    private const string AnyType = "application/octet-stream";

    /// <exception cref="InvalidInputException">A header can't be read.</exception>
    /// <exception cref="BadHttpRequestException">The file is of a type that is not taken, or compressed (415), or too large
    /// (413).</exception>
    internal static FileHeaders Read(HttpRequest request, AcceptAttribute accept)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
            throw new BadHttpRequestException("Compressed.", StatusCodes.Status415UnsupportedMediaType);
        if (request.ContentLength > accept.MaxBytes)
            throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
        var type = ReadType(request);
        if (accept.Types.Count > 0 && !accept.Types.Any(taken => Matches(taken, type)))
            throw new BadHttpRequestException("Another type.", StatusCodes.Status415UnsupportedMediaType);
        return new FileHeaders(ReadName(request), type, ContentDigest.Read(request));
    }

    private static string ReadType(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.ContentType))
            return AnyType;
        return request.Headers.ContentType.Count == 1 && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            ? type.MediaType.Value!.ToLowerInvariant()
            : throw new BadHttpRequestException("No media type.", StatusCodes.Status415UnsupportedMediaType);
    }

    private static bool Matches(string taken, string type) => taken.EndsWith("/*", StringComparison.Ordinal)
        ? type.StartsWith(taken.AsSpan(0, taken.Length - 1), StringComparison.OrdinalIgnoreCase)
        : taken == "*/*" || taken.Equals(type, StringComparison.OrdinalIgnoreCase);

    // RFC 6266, section 4.3: only the last segment counts, and filename* goes before filename.
    private static string ReadName(HttpRequest request)
    {
        var header = request.Headers.ContentDisposition;
        if (header.Count == 0)
            return Unnamed;
        if (header.Count > 1 || !ContentDispositionHeaderValue.TryParse(header.ToString(), out var disposition))
            throw Wrong("Send it as RFC 6266 writes it: attachment; filename*=UTF-8''plan%20a.pdf");
        var name = disposition.FileNameStar.HasValue
            ? disposition.FileNameStar.Value
            : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        name = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        if (name is null or "" or "." or "..")
            return Unnamed;
        if (name.Length > MaxName)
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"A file's name has {MaxName} characters at most."));
        if (!Binding.Text.IsStorable(name) || name.Any(char.IsControl))
            throw Wrong("A file's name holds no control characters.");
        return name;
    }

    private static InvalidInputException Wrong(string message) =>
        new(new FieldError("Content-Disposition", "invalid_format", message));
}
