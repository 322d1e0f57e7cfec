using System.Net.Http.Headers;

namespace TestDigitalPlatform.Client.Responses;

/// <summary>A response that is a file, read as it comes.</summary>
internal static class FileResponse
{
    private const string Unnamed = "file";
    private const string AnyType = "application/octet-stream";

    /// <remarks>The time limit holds until the file begins; how long it may take is its reader's to say.</remarks>
    /// <exception cref="RefusedByServiceException">The service said "no".</exception>
    /// <exception cref="ServiceFailedException">There is no file.</exception>
    internal static async Task<FileAnswer> Read(
        HttpClient http, HttpRequestMessage request, AnswerReader reader, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return Of(response.Content.Headers, response, await response.Content.ReadAsStreamAsync(cancellationToken));
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            using (response)
                return await reader.Read<FileAnswer>(response, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            response?.Dispose();
            throw reader.Unanswered(e.Message, e);
        }
        catch (OperationCanceledException e)
        {
            response?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw reader.Unanswered($"no answer came within {http.Timeout.TotalSeconds:0.#} s.", e);
        }
    }

    // The stream gives the connection back when it is disposed of.
    private static FileAnswer Of(HttpContentHeaders headers, HttpResponseMessage response, Stream content)
    {
        var disposition = headers.ContentDisposition;
        var name = disposition?.FileNameStar ?? disposition?.FileName?.Trim('"') ?? Unnamed;
        return new FileAnswer(
            content, name[(name.LastIndexOfAny(['/', '\\']) + 1)..], headers.ContentType?.MediaType ?? AnyType)
        {
            Length = headers.ContentLength,
            ETag = response.Headers.ETag?.Tag.Trim('"'),
            LastModified = headers.LastModified,
        };
    }
}
