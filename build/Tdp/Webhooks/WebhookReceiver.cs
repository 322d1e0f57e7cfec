using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using TestDigitalPlatform.Hosting.Webhooks;

namespace Tdp.Webhooks;

/// <summary>Takes webhooks on this machine, and prints those that are signed with the secret.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private const int MaxBodyBytes = 1 << 20;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpListener listener = new();
    private readonly WebhookKey key;
    private readonly TextWriter output;
    private readonly TimeProvider time;

    /// <exception cref="StepFailedException">The port is taken.</exception>
    internal WebhookReceiver(int port, WebhookKey key, TextWriter output, TimeProvider time)
    {
        (this.key, this.output, this.time) = (key, output, time);
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Prefixes.Add($"http://localhost:{port}/");
        try
        {
            listener.Start();
        }
        catch (HttpListenerException e)
        {
            throw new StepFailedException($"Port {port} can't be used: {e.Message} Choose another one with --port.");
        }
    }

    /// <summary>Takes one webhook after the other until it is cancelled.</summary>
    internal async Task Run(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(listener.Abort);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Take(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException && cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HttpListenerException or IOException or TimeoutException)
            {
                // The sender is gone, or sends nothing more.
                await output.WriteLineAsync($"{Now()}  interrupted: {e.Message}");
            }
        }
    }

    public void Dispose() => listener.Close();

    private async Task Take(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        try
        {
            var (status, line) = request.HttpMethod != "POST" ? (405, "refused: only POST is a webhook.")
                : await Read(request.InputStream) is not { } body ? (413, "refused: the body has more than 1 MiB.")
                : Judge(new SignedMessage(
                    request.Headers["webhook-id"], request.Headers["webhook-timestamp"], request.Headers["webhook-signature"], body));
            response.StatusCode = status;
            await output.WriteLineAsync($"{Now()}  {line}");
        }
        catch (TimeoutException)
        {
            response.StatusCode = 408;
            throw;
        }
        finally
        {
            response.Close();
        }
    }

    private (int Status, string Line) Judge(SignedMessage message)
    {
        if (message.WhyNot(key, time.GetUtcNow()) is { } why)
            return (403, $"refused: {why}");
        try
        {
            // Written anew, so that no control character reaches the terminal.
            using var json = JsonDocument.Parse(message.Body);
            return (204, $"verified  {message.Id}\n{JsonSerializer.Serialize(json.RootElement, Indented)}");
        }
        catch (JsonException)
        {
            return (204, $"verified  {message.Id}  (a body of {message.Body.Length} characters that is not JSON)");
        }
    }

    /// <returns><see langword="null"/> for a body that is too large.</returns>
    private async Task<string?> Read(Stream body)
    {
        var (buffer, count) = (new byte[MaxBodyBytes + 1], 0);
        while (count < buffer.Length && await body.ReadAsync(buffer.AsMemory(count)).AsTask().WaitAsync(BodyTimeout, time) is > 0 and var read)
            count += read;
        return count > MaxBodyBytes ? null : Encoding.UTF8.GetString(buffer, 0, count);
    }

    private string Now() => time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
