using System.ComponentModel;
using TestDigitalPlatform.Hosting.Binding;

namespace TestDigitalPlatform.Generated;

/// <summary>Makes a message from a request. Generated for each operation.</summary>
/// <param name="binding">The request's route, query string and body.</param>
/// <returns>The message, or <see langword="null"/> when <paramref name="binding"/> holds errors.</returns>
/// <typeparam name="TMessage">The query or command.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate TMessage? MessageBinder<TMessage>(RequestBinding binding)
    where TMessage : class;
