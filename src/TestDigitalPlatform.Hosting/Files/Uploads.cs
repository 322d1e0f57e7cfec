using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Files;
using TestDigitalPlatform.Hosting.Connections;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.StoredFiles;

namespace TestDigitalPlatform.Hosting.Files;

/// <summary>Stores what is uploaded, before the command is decided that it comes with.</summary>
internal sealed class Uploads(
    Database database, PlatformFileOptions options, Transfers transfers, TimeProvider time, ILogger<Uploads> logger)
{
    // What one upload takes on its way: a part for the store, what the server has read ahead, and the rest of the request.
    private const int BytesInMemory = DatabaseFileStore.PartBytes + (64 * 1_024);

    private readonly FileRegister register = new(database);

    /// <summary>Streams the request's body into the store.</summary>
    /// <exception cref="BadHttpRequestException">It is not taken: too large, too slow, of another type.</exception>
    /// <exception cref="InvalidInputException">A header can't be read, or the digest is another one.</exception>
    /// <exception cref="NoRoomException">There is no memory for it.</exception>
    internal async Task<StagedFile> Receive(HttpContext context, AcceptAttribute accept, Caller caller)
    {
        // First of all: what is refused unread must not break the connection by the limit of other bodies.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = accept.MaxBytes;
        var headers = FileHeaders.Read(context.Request, accept);
        var key = new FileKey(new FileId(Guid.CreateVersion7()), caller.Customer);
        var claim = transfers.HoldBody(null, context, BytesInMemory);
        var requests = context.Features.Get<ClientConnection>()?.Requests;
        requests?.AwaitBody();
        try
        {
            await register.Begin(key, caller, headers.Name, headers.ContentType, context.RequestAborted);
            var staged = new StagedFile(this, key, caller);
            try
            {
                staged.Upload = await Store(key, headers, accept, context, claim);
                await register.Complete(
                    key, caller, staged.Upload.Length, Convert.FromHexString(staged.Upload.Sha256), context.RequestAborted);
                requests?.HaveBody();
                return staged;
            }
            catch
            {
                await staged.DisposeAsync();
                throw;
            }
        }
        finally
        {
            transfers.Close(claim);
        }
    }

    /// <summary>Removes a file that came to nothing; if that fails, housekeeping does it.</summary>
    internal async Task Discard(FileKey file, Caller caller)
    {
        try
        {
            if (!await register.Discard(file, caller, CancellationToken.None))
                return;
            await database.Files.Delete(file, CancellationToken.None);
            await register.Forget(file, CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            UploadsLog.NotDiscarded(logger, file.Id, e);
        }
    }

    private async Task<Upload> Store(
        FileKey key, FileHeaders headers, AcceptAttribute accept, HttpContext context, BodyClaim claim)
    {
        using var limit = new CancellationTokenSource(options.UploadTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        await using var content = new UploadStream(context.Request.BodyReader, headers, accept.MaxBytes, claim);
        try
        {
            await database.Files.Write(key, content, either.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException("Too slow.", StatusCodes.Status408RequestTimeout, e);
        }
        catch (OperationCanceledException e) when (context.RequestAborted.IsCancellationRequested)
        {
            throw new OperationCanceledException("The client hung up.", e, context.RequestAborted);
        }

        var digest = content.Digest();
        ContentDigest.Check(headers.Sha256, digest);
        return new Upload(headers.Name, headers.ContentType, content.Count, Convert.ToHexStringLower(digest), key.Id);
    }
}

internal static partial class UploadsLog
{
    [LoggerMessage(2600, LogLevel.Warning, "The file {File} of a refused upload could not be removed; housekeeping will do it.")]
    internal static partial void NotDiscarded(ILogger logger, FileId file, Exception exception);
}
