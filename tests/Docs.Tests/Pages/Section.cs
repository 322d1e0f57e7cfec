namespace Docs.Tests.Pages;

/// <summary>A part of a page under a heading of the second level.</summary>
internal sealed record Section(string Title, string Text);
